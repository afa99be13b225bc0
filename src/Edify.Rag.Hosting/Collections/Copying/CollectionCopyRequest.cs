namespace Edify.Rag;

/// <summary>What <see cref="CollectionCopy"/> copies.</summary>
/// <param name="Collection">The collection, or an alias of it.</param>
/// <param name="Tenants">The tenants whose records are copied, at least one; no access scope reaches over several, so each is walked by itself.</param>
public sealed record CollectionCopyRequest(string Collection, IReadOnlyList<string> Tenants)
{
    /// <summary>What the copy is called; <see langword="null"/> for the same name.</summary>
    public string? Target { get; init; }

    /// <summary>The fields that the copy has indexes on; <see langword="null"/> for those that ingestion declares.</summary>
    public IReadOnlyDictionary<string, FieldKind>? Fields { get; init; }

    /// <summary>How many records are written at once.</summary>
    /// <value>Default: 256. Range: 1 to 10,000.</value>
    public int BatchSize { get; init; } = 256;

    /// <summary>How many batches are written side by side.</summary>
    /// <value>Default: 2. Range: 1 to 64.</value>
    public int Parallelism { get; init; } = 2;
}

/// <summary>How far a copy is.</summary>
/// <param name="Seen">Records of the source that were looked at in this pass.</param>
/// <param name="Total">Records of the source when it began.</param>
/// <param name="Written">Records that were written.</param>
public sealed record CollectionCopyProgress(long Seen, long Total, long Written);

/// <summary>What a copy did, and whether the two collections are the same.</summary>
/// <param name="From">The collection that was read, by its own name.</param>
/// <param name="To">The collection that was written, by its own name.</param>
public sealed record CollectionCopyReport(string From, string To)
{
    /// <summary>Records of the named tenants in the source.</summary>
    public long Records { get; init; }

    /// <summary>Records that were written; the others were there already.</summary>
    public long Written { get; init; }

    /// <summary>Records of the target that the source no longer had and that were removed.</summary>
    public long Removed { get; init; }

    /// <summary>Records of the source that belong to tenants that were not named.</summary>
    public long LeftBehind { get; init; }

    /// <summary>Records whose vectors were compared.</summary>
    public int Sampled { get; init; }

    /// <summary>What differs; empty when the copy is verified: equal counts, equal texts and fields of all records, equal vectors of the sample.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>How long it took.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>Whether nothing differs.</summary>
    public bool IsVerified => Problems.Count == 0;
}
