namespace Edify.Rag.MongoDb.Authentication;

/// <summary>What proves the client to the server and the server to the client. Secrets.</summary>
internal sealed class ScramKeys(byte[] client, byte[] server)
{
    public byte[] Client { get; } = client;

    public byte[] Server { get; } = server;
}
