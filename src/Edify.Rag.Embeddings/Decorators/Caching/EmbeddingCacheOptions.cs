using Microsoft.Extensions.AI;

namespace Edify.Rag;

/// <summary>Settings of the cache of an embedder's vectors.</summary>
/// <remarks>
/// Each tier is asked for what those before it lack: memory, disk, distributed. Keys are hashes of the text, the embedder, and
/// the options of the call; texts are never kept.
/// </remarks>
public sealed class EmbeddingCacheOptions
{
    internal const long MinMemoryBytes = 1 << 20;
    internal const long MinDiskBytes = 16 << 20;

    /// <summary>
    /// What makes the vectors, where the embedder does not tell its model (<see cref="EmbeddingGeneratorMetadata.DefaultModelId"/>):
    /// vectors of one name are taken for one another's. Empty for what the embedder tells.
    /// </summary>
    /// <value>Default: empty.</value>
    public string Model { get; set; } = string.Empty;

    /// <summary>The most bytes of vectors that are kept in memory; 0 for none. What was not used for longest goes first, passages before questions.</summary>
    /// <value>Default: 64 MiB. Range: 0, or 1 MiB and more.</value>
    public long MemoryBytes { get; set; } = 64 << 20;

    /// <summary>
    /// The directory of the tier that outlives the process, with a folder for each embedder; empty for none. It keeps passages
    /// only. One process writes, any number read. In a pipeline it is <c>embeddings</c> in the state directory unless set.
    /// </summary>
    /// <value>Default: empty.</value>
    public string Directory { get; set; } = string.Empty;

    /// <summary>The most bytes on the disk for one embedder; beyond them the oldest vectors go, a sixteenth or 1 GiB at a time.</summary>
    /// <value>Default: 16 GiB. Range: 16 MiB and more.</value>
    public long DiskBytes { get; set; } = 16L << 30;

    /// <summary>Whether vectors are kept in the host's <c>IDistributedCache</c>, such as Redis, too.</summary>
    /// <value>Default: false.</value>
    public bool Distributed { get; set; }

    /// <summary>How long the distributed tier keeps a vector.</summary>
    /// <value>Default: 30 days. Range: 1 second and more.</value>
    public TimeSpan DistributedLifetime { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How long the distributed tier may take for a vector, before it is left alone for half a minute.</summary>
    /// <value>Default: 1 second. Range: 10 milliseconds to 1 minute.</value>
    public TimeSpan DistributedTimeout { get; set; } = TimeSpan.FromSeconds(1);
}
