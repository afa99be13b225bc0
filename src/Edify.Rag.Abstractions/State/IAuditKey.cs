namespace Edify.Rag;

/// <summary>The secret that the audit is signed with, and that its hashes of texts are keyed with.</summary>
/// <remarks>
/// Safe for concurrent use. Who holds it can forge the audit, so keep it where those who may write the log can't read it. It never
/// changes as long as the log lives: one that was written with another key counts as tampered with.
/// </remarks>
public interface IAuditKey
{
    /// <summary>The key, at least 32 bytes.</summary>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <exception cref="RagStateException">It can't be read.</exception>
    ValueTask<ReadOnlyMemory<byte>> ReadAsync(CancellationToken cancellationToken = default);
}
