namespace Edify.Rag.MongoDb.Wire;

/// <summary>What a server takes, as its handshake says; or what all of them take.</summary>
/// <param name="MaxDocument">Bytes of a document that is stored.</param>
/// <param name="MaxMessage">Bytes of a message.</param>
/// <param name="MaxBatch">Writes of one command.</param>
internal sealed record WireLimits(int MaxDocument = 16_777_216, int MaxMessage = 48_000_000, int MaxBatch = 100_000)
{
    /// <summary>Bytes that a command may have beyond a document that is stored.</summary>
    public const int CommandRoom = 16 * 1024;
}
