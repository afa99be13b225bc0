namespace Edify.Rag;

/// <summary>How Qdrant keeps a collection; passed on when one is made, and of no effect on those that exist. What is <see langword="null"/> is the server's choice.</summary>
public sealed class QdrantCollectionOptions
{
    /// <summary>Into how many parts the collection is divided (<c>shard_number</c>).</summary>
    /// <value>Default: <see langword="null"/>. Range: 1 to 10,000.</value>
    public int? Shards { get; set; }

    /// <summary>How many copies of each part the cluster keeps (<c>replication_factor</c>).</summary>
    /// <value>Default: <see langword="null"/>. Range: 1 to 100.</value>
    public int? Replicas { get; set; }

    /// <summary>How many copies must have taken a change before it counts as made (<c>write_consistency_factor</c>).</summary>
    /// <value>Default: <see langword="null"/>. Range: 1 to 100.</value>
    public int? WriteConsistency { get; set; }

    /// <summary>Whether texts and fields stay on disk (<c>on_disk_payload</c>); indexes of fields are in memory all the same.</summary>
    /// <value>Default: <see langword="null"/>.</value>
    public bool? PayloadOnDisk { get; set; }

    /// <summary>Whether vectors stay on disk (<c>on_disk</c>).</summary>
    /// <value>Default: <see langword="null"/>.</value>
    public bool? VectorsOnDisk { get; set; }

    /// <summary>Whether the index of words stays on disk.</summary>
    /// <value>Default: <see langword="null"/>.</value>
    public bool? WordsOnDisk { get; set; }

    /// <summary>Neighbours of each vector in the index (<c>m</c>); 0 for no index over all tenants, with <see cref="TenantHnswM"/> for one within each.</summary>
    /// <value>Default: <see langword="null"/>. Range: 0 to 1,000.</value>
    public int? HnswM { get; set; }

    /// <summary>Neighbours of each vector in the further index within each tenant (<c>payload_m</c>).</summary>
    /// <value>Default: <see langword="null"/>. Range: 0 to 1,000.</value>
    public int? TenantHnswM { get; set; }

    /// <summary>Candidates that are looked at when a vector enters the index (<c>ef_construct</c>).</summary>
    /// <value>Default: <see langword="null"/>. Range: 4 to 10,000.</value>
    public int? HnswEfConstruct { get; set; }

    /// <summary>Whether the index of vectors stays on disk.</summary>
    /// <value>Default: <see langword="null"/>.</value>
    public bool? HnswOnDisk { get; set; }

    /// <summary>From how many kilobytes of vectors on a part of the collection gets an index (<c>indexing_threshold</c>); below, all are compared.</summary>
    /// <value>Default: <see langword="null"/>. Range: 0 and more.</value>
    public int? IndexingThreshold { get; set; }

    /// <summary>Whether vectors are searched in a smaller form first; candidates are compared again by the vectors as they are.</summary>
    /// <value>Default: <see cref="QdrantQuantization.None"/>.</value>
    public QdrantQuantization Quantization { get; set; }

    /// <summary>Whether the smaller form is in memory even where vectors are on disk (<c>always_ram</c>).</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool QuantizedInMemory { get; set; } = true;
}
