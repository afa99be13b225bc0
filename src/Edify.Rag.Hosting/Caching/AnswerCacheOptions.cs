namespace Edify.Rag;

/// <summary>Settings of the cache of answers.</summary>
/// <remarks>
/// Read anew with each question. Degraded and refused answers are not kept. What a prompt depends on besides question, passages and
/// history, such as the reader's grade, must show in <see cref="Prompt.Version"/>.
/// </remarks>
public sealed class AnswerCacheOptions
{
    /// <summary>
    /// Whether answers are kept. Where nothing is said they are if the vector store tells each change of its content
    /// (<see cref="IVectorStoreDetails.GetContentVersionAsync"/>), as the embedded one does, so that none outlives what it was made
    /// of. Over other stores <see langword="true"/> keeps answers until a pipeline with this cache writes, or for <see cref="Lifetime"/>.
    /// </summary>
    /// <value>Default: <see langword="null"/>.</value>
    public bool? Enabled { get; set; }

    /// <summary>How long an answer is kept.</summary>
    /// <value>Default: 1 hour. Range: 1 second to 30 days.</value>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>The most bytes of answers in this process's memory; 0 for none. What was not used for longest goes first.</summary>
    /// <value>Default: 32 MiB. Range: 0, or 1 MiB to 16 GiB.</value>
    public long MemoryBytes { get; set; } = 32 << 20;

    /// <summary>Whether answers are kept in the host's <c>IDistributedCache</c>, such as Redis, too, where other machines find them.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool Distributed { get; set; }

    /// <summary>How long the distributed cache may take for an entry, before it is left alone for half a minute.</summary>
    /// <value>Default: 250 milliseconds. Range: 10 milliseconds to 1 minute.</value>
    public TimeSpan DistributedTimeout { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Whether a question that asks the same in nearly the same words gets the same answer.</summary>
    /// <remarks>Each question that is not found then costs an embedding.</remarks>
    /// <value>Default: <see langword="false"/>.</value>
    public bool Semantic { get; set; }

    /// <summary>
    /// Cosine similarity of two questions from which on they may be the same; whether they are, their words decide: numbers, names,
    /// negations and all words of content must be equal, and in one order.
    /// </summary>
    /// <value>Default: 0.9. Range: 0.5 to 1.</value>
    public double SimilarityThreshold { get; set; } = 0.9;
}
