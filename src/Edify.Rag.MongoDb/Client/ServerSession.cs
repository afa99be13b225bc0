namespace Edify.Rag.MongoDb.Client;

/// <summary>Under which writes are numbered, so that a server knows one that it has done already.</summary>
/// <param name="id">Made by chance.</param>
internal sealed class ServerSession(Guid id)
{
    private long _transactions;

    public Guid Id { get; } = id;

    public long LastUse { get; set; }

    /// <summary>Whether a connection broke while it was used; the server may still be at work for it.</summary>
    public bool IsDirty { get; set; }

    public long NextTransaction() => ++_transactions;
}
