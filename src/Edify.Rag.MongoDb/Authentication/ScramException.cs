namespace Edify.Rag.MongoDb.Authentication;

/// <summary>The other side of a SCRAM conversation does not keep to it, or does not prove what it should.</summary>
internal sealed class ScramException(string message) : Exception(message);
