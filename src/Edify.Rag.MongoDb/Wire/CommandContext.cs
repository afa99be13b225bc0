namespace Edify.Rag.MongoDb.Wire;

/// <summary>What the client adds to a command on its way.</summary>
/// <param name="Database">The database that it concerns.</param>
/// <param name="Session">The session that numbers writes; <see langword="null"/> for none.</param>
/// <param name="Transaction">The number of a write that may be sent twice.</param>
/// <param name="ReadPreference">Which members may answer, where that is not the primary alone.</param>
/// <param name="Concern">A document whose elements are appended: <c>writeConcern</c> or <c>readConcern</c>.</param>
internal readonly record struct CommandContext(
    string Database, Guid? Session = null, long Transaction = 0, ReadOnlyMemory<byte> ReadPreference = default, ReadOnlyMemory<byte> Concern = default);
