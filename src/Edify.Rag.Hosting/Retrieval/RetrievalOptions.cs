namespace Edify.Rag;

/// <summary>How passages are found; read anew for each search.</summary>
public sealed class RetrievalOptions
{
    /// <summary>How the rankings of a hybrid search become one.</summary>
    /// <value>Default: ReciprocalRank.</value>
    public RetrievalFusion Fusion { get; set; } = RetrievalFusion.ReciprocalRank;

    /// <summary>
    /// Whether a store that can do it fuses both legs itself: one round trip. It does so by reciprocal ranks and by settings of its own;
    /// where <see cref="Fusion"/>, a limit or a least score of a leg asks for something else, the legs are searched side by side all the same.
    /// </summary>
    /// <value>Default: true.</value>
    public bool FuseInStore { get; set; } = true;

    /// <summary>The constant k of reciprocal rank fusion: how soon later ranks count for less. Another than 60 is applied above the store.</summary>
    /// <value>Default: 60. Range: 1 to 1,000.</value>
    public int FusionK { get; set; } = 60;

    /// <summary>What the vector leg counts in <see cref="RetrievalFusion.Weighted"/>; the lexical one has the rest.</summary>
    /// <value>Default: 0.5. Range: 0 to 1.</value>
    public double VectorWeight { get; set; } = 0.5;

    /// <summary>The most passages that the vector leg gives; <see langword="null"/> for 100 or twice as many as are wanted, whichever is more.</summary>
    /// <value>Default: null. Range: 1 to 1,000.</value>
    public int? VectorLimit { get; set; }

    /// <summary>The most passages that the lexical leg gives; <see langword="null"/> for 100 or twice as many as are wanted, whichever is more.</summary>
    /// <value>Default: null. Range: 1 to 1,000.</value>
    public int? LexicalLimit { get; set; }

    /// <summary>Cosine similarity below which passages of the vector leg are dropped; <see langword="null"/> keeps all.</summary>
    /// <value>Default: null. Range: -1 to 1.</value>
    public float? MinSimilarity { get; set; }

    /// <summary>BM25 score below which passages of the lexical leg are dropped; <see langword="null"/> keeps all. Its scale depends on the collection.</summary>
    /// <value>Default: null. Range: 0 and up.</value>
    public double? MinLexicalScore { get; set; }

    /// <summary>How long a leg may take, and the embedding of the question; one that is late is dropped and told of. <see langword="null"/> waits.</summary>
    /// <value>Default: 10 seconds. Range: above 0, to 10 minutes.</value>
    public TimeSpan? LegTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How alike two passages are of which the worse is dropped: words in common over all words, and the same numbers. <see langword="null"/> keeps all.
    /// </summary>
    /// <value>Default: 0.9. Range: above 0, to 1.</value>
    public double? DuplicateSimilarity { get; set; } = 0.9;

    /// <summary>Passages that a search hands to the reranker, where the pipeline has one; never fewer than are asked for. More find more, and each costs a look of the model.</summary>
    /// <value>Default: 50. Range: 1 to 1,000.</value>
    public int RerankCandidates { get; set; } = 50;

    /// <summary>
    /// What the reranker's scores count beside those of the search, which have the rest; 1 leaves the order to the reranker. Scores of
    /// rerankers that go beyond 0 and 1 are brought there first.
    /// </summary>
    /// <value>Default: 0.7. Range: 0 to 1.</value>
    public double RerankWeight { get; set; } = 0.7;

    /// <summary>How much relevance counts against variety, see <see cref="RetrievalQuery.Relevance"/>; 1 leaves the order as it is.</summary>
    /// <value>Default: 1. Range: 0 to 1.</value>
    public double Relevance { get; set; } = 1;

    /// <summary>The same for complex questions, which want more sides of a thing.</summary>
    /// <value>Default: 0.7. Range: 0 to 1.</value>
    public double ComplexRelevance { get; set; } = 0.7;

    /// <summary>Passages among which variety chooses; never fewer than are asked for.</summary>
    /// <value>Default: 30. Range: 1 to 1,000.</value>
    public int Candidates { get; set; } = 30;

    /// <summary>
    /// Passages that are looked at where no language model writes the answer; extracts are chosen among them, and reading more costs
    /// little. Never fewer than the question is worth (<see cref="QuestionPlan.Passages"/>), which alone counts where a language model reads them.
    /// </summary>
    /// <value>Default: 20. Range: 1 to 1,000.</value>
    public int ExtractCandidates { get; set; } = 20;

    /// <summary>How many chunks before and after the best passages of an answer are added behind them.</summary>
    /// <value>Default: 0. Range: 0 to 10.</value>
    public int Neighbours { get; set; }

    /// <summary>Whether the rest of the section that the best passages of an answer stand in is added behind them, the nearest first.</summary>
    /// <value>Default: false.</value>
    public bool ParentSection { get; set; }

    /// <summary>How many of the best passages get neighbours.</summary>
    /// <value>Default: 3. Range: 1 to 100.</value>
    public int NeighbourHits { get; set; } = 3;

    /// <summary>The most characters that all neighbours have together.</summary>
    /// <value>Default: 4,000. Range: 1 and up.</value>
    public int NeighbourCharacters { get; set; } = 4000;
}

/// <summary>How rankings become one.</summary>
public enum RetrievalFusion
{
    /// <summary>By their ranks: the sum of 1 / (k + rank) (Cormack, Clarke and Büttcher, SIGIR 2009).</summary>
    ReciprocalRank,

    /// <summary>By their scores, each as a part of its leg's best, and weighed.</summary>
    Weighted,
}
