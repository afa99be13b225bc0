namespace Edify.Rag;

/// <summary>Gives the keys that stored texts are encrypted with: from files, from the environment, or from a service for keys.</summary>
/// <remarks>
/// Safe for concurrent use. Asked seldom: keys are kept in memory, and which one is the current one is asked for once a minute. A key's
/// id stands beside what was encrypted with it, so it tells no secret and never means another key.
/// </remarks>
public interface IKeyProvider
{
    /// <summary>The key that new texts are encrypted with: its id, 1 to 32 letters, digits, '.', '_' and '-'.</summary>
    /// <param name="cancellationToken">Stops the request.</param>
    ValueTask<string> GetCurrentIdAsync(CancellationToken cancellationToken = default);

    /// <summary>The keys that stored texts may be under, the current one among them. A search looks for words under each.</summary>
    /// <param name="cancellationToken">Stops the request.</param>
    ValueTask<IReadOnlyList<string>> ListIdsAsync(CancellationToken cancellationToken = default);

    /// <summary>A key: 32 random bytes; <see langword="null"/> where there is none of this id.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    ValueTask<ReadOnlyMemory<byte>?> FindAsync(string id, CancellationToken cancellationToken = default);
}
