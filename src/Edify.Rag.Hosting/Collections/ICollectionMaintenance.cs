namespace Edify.Rag;

/// <summary>Looks after the collection of a pipeline: embeds it anew beside the one in use, and switches between the two.</summary>
/// <remarks>
/// <para>
/// Blue and green: the pipeline's collection (<see cref="RagOptions.Collection"/>) is an alias, in stores that have aliases. The new
/// collection is filled beside the old one, verified, and put in its place between two questions; the old one stays until it is
/// dropped, for a way back. Questions are answered all the while.
/// </para>
/// <para>
/// Ingestion may run meanwhile: what it changes in the old collection is taken over before the switch, and what a run that was under
/// way at the switch writes after it is processed again by the next run, which the ledger tells it. So nothing is lost; only, one
/// program writes an embedded ledger at a time.
/// </para>
/// One piece of work at a time; not safe for concurrent use on one pipeline.
/// </remarks>
public interface ICollectionMaintenance
{
    /// <summary>Embeds all records with the pipeline's embedder into a new collection, and switches to it.</summary>
    /// <remarks>Stopped at any point, it goes on where it was when it is called again: what is embedded already is not embedded twice.</remarks>
    /// <param name="request">Whose records there are.</param>
    /// <param name="progress">Told after each batch; may be called from several threads.</param>
    /// <param name="cancellationToken">Stops it; the old collection stays in use.</param>
    /// <exception cref="RagConfigurationException">The store has no aliases, the collection is not behind one, or an earlier old collection is still kept; the message says what to do.</exception>
    /// <exception cref="RagOutageException">The embedder, the store or the ledger stayed down for all repetitions.</exception>
    Task<ReembeddingReport> ReembedAsync(ReembeddingRequest request, IProgress<CollectionCopyProgress>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>Switches back to the collection that was in use before; the other one is kept in its place.</summary>
    /// <remarks>Documents that were ingested since the switch are not in it; the next ingestion with the old embedder processes them again.</remarks>
    /// <param name="tenants">Whose ledger entries are to follow.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The collections, by their own names: which was in use, and which is now.</returns>
    /// <exception cref="RagConfigurationException">None is kept.</exception>
    Task<CollectionSwitch> RollBackAsync(IReadOnlyList<string> tenants, CancellationToken cancellationToken = default);

    /// <summary>Deletes the collection that was in use before, and one that was begun and never finished.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The names of the deleted collections; empty when there was nothing to delete.</returns>
    Task<IReadOnlyList<string>> DropOldAsync(CancellationToken cancellationToken = default);

    /// <summary>Puts a plain collection, as earlier versions made it, behind an alias of its name: copies it, verifies the copy, and takes its place.</summary>
    /// <remarks>Between the deletion of the plain collection and the alias, for milliseconds, there is none of the name: questions fail. Stop ingestion for the time of it.</remarks>
    /// <param name="tenants">Whose records there are.</param>
    /// <param name="progress">Told after each batch.</param>
    /// <param name="cancellationToken">Stops it; the plain collection stays in use.</param>
    /// <exception cref="RagConfigurationException">The store has no aliases, there is no plain collection of the name, or the copy is not the same.</exception>
    Task<CollectionSwitch> AdoptAsync(IReadOnlyList<string> tenants, IProgress<CollectionCopyProgress>? progress = null, CancellationToken cancellationToken = default);
}

/// <summary>What to embed anew.</summary>
/// <param name="Tenants">The tenants whose records the collection holds: all of them, or nothing is switched.</param>
public sealed record ReembeddingRequest(IReadOnlyList<string> Tenants)
{
    /// <summary>Whether to embed anew where the pipeline's embedder made the collection already, such as another model behind the same name.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool Force { get; init; }
}

/// <summary>A switch of the pipeline's collection.</summary>
/// <param name="From">The collection that was in use.</param>
/// <param name="To">The collection that is.</param>
public sealed record CollectionSwitch(string From, string To);

/// <summary>What a re-embedding did.</summary>
/// <param name="From">The collection that was in use.</param>
/// <param name="To">The collection that was built; the same where nothing was to do.</param>
public sealed record ReembeddingReport(string From, string To)
{
    /// <summary>Whether the pipeline searches the new collection now, or did so already.</summary>
    public bool IsSwitched { get; init; }

    /// <summary>Records of the old collection.</summary>
    public long Records { get; init; }

    /// <summary>Records that were written; the others were there already.</summary>
    public long Written { get; init; }

    /// <summary>Texts that were embedded: equal ones of a batch once.</summary>
    public long Embedded { get; init; }

    /// <summary>Records of which it is not certain that the text that was embedded is the one that ingestion would embed.</summary>
    public long Uncertain { get; init; }

    /// <summary>Records whose vectors were compared with what the embedder makes of their texts.</summary>
    public int Sampled { get; init; }

    /// <summary>Documents whose ledger entries follow the new collection; the next ingestion leaves them as they are.</summary>
    public int DocumentsFollowing { get; init; }

    /// <summary>Why it was not switched; empty when it was.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>How long it took.</summary>
    public TimeSpan Elapsed { get; init; }
}
