namespace Edify.Rag;

/// <summary>What a store tells of itself to operators: where it is, and which fields it has indexes on. Optional beside <see cref="IVectorStore"/>.</summary>
/// <remarks>
/// For telemetry, health and the checks at start-up; nothing depends on it. A decorator passes it on. What a store can't tell it says
/// by <see langword="null"/>. Safe for concurrent use.
/// </remarks>
public interface IVectorStoreDetails
{
    /// <summary>Name and place of the engine; read without asking it.</summary>
    VectorStoreMetadata Metadata { get; }

    /// <summary>The fields that conditions are fast on; <see langword="null"/> when there is no such collection, or when the store needs no indexes.</summary>
    /// <param name="collection">The collection, or an alias of it.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <exception cref="VectorStoreException">The store fails.</exception>
    Task<IReadOnlyCollection<string>?> GetIndexedFieldsAsync(string collection, CancellationToken cancellationToken = default);

    /// <summary>
    /// Names the content of a collection: another name after each write, by whatever process, and after a switch of the alias. A search
    /// that begins once the name was told sees that content or newer. <see langword="null"/> from a store that can't tell.
    /// </summary>
    /// <remarks>Asked with each question where answers are cached: it must cost less than a search.</remarks>
    /// <param name="collection">The collection, or an alias of it.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <exception cref="VectorStoreException">The store fails.</exception>
    Task<string?> GetContentVersionAsync(string collection, CancellationToken cancellationToken = default) => Task.FromResult<string?>(null);
}

/// <summary>What a store is called in telemetry. Never with a user, a password or a key in it.</summary>
/// <param name="System">The engine, as OpenTelemetry's <c>db.system.name</c> has it, such as "postgresql", "mongodb" or "qdrant".</param>
public sealed record VectorStoreMetadata(string System)
{
    /// <summary>Database, schema or the like, as <c>db.namespace</c> has it.</summary>
    public string? Namespace { get; init; }

    /// <summary>Host name or address of the server; <see langword="null"/> for a store within the process.</summary>
    public string? ServerAddress { get; init; }

    /// <summary>Port of the server, where it is not the engine's usual one.</summary>
    public int? ServerPort { get; init; }
}
