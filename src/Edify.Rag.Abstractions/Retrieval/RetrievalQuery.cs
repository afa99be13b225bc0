namespace Edify.Rag;

/// <summary>What to look for.</summary>
/// <param name="Text">1 to 4,000 characters, in the asker's words.</param>
public sealed record RetrievalQuery(string Text)
{
    /// <summary>The longest text, in UTF-16 units.</summary>
    public const int MaxTextLength = 4000;

    /// <summary>How many passages; those beside them, see <see cref="Neighbours"/>, are not counted.</summary>
    /// <value>Default: 10. Range: 1 to 1,000.</value>
    public int Top { get; init; } = 10;

    /// <summary>Which legs to search.</summary>
    /// <value>Default: <see cref="RetrievalMode.Hybrid"/>.</value>
    public RetrievalMode Mode { get; init; } = RetrievalMode.Hybrid;

    /// <summary>Narrows where to look, see <see cref="PassageFilter"/>; can't widen the scope.</summary>
    public VectorFilter Within { get; init; } = VectorFilter.All;

    /// <summary>Questions that the text is made of: each is searched for as well, side by side with the text, and what they find is fused. At most 16.</summary>
    public IReadOnlyList<string> Parts { get; init; } = [];

    /// <summary>Words that the lexical leg looks for besides those of the text, such as what an abbreviation stands for.</summary>
    public IReadOnlyList<string> Expansions { get; init; } = [];

    /// <summary>How many chunks before and after the best passages are added behind what was found; <see langword="null"/> leaves it to the retriever's options.</summary>
    /// <value>Default: 0. Range: 0 to 10.</value>
    public int? Neighbours { get; init; } = 0;

    /// <summary>
    /// How much relevance counts against variety when passages are chosen among candidates: the λ of maximal marginal relevance
    /// (Carbonell and Goldstein, SIGIR 1998), 1 for relevance alone; <see langword="null"/> leaves it to the retriever's options.
    /// </summary>
    /// <value>Default: null. Range: 0 to 1.</value>
    public double? Relevance { get; init; }

    /// <summary>Cosine similarity below which passages of the vector leg are dropped, in [-1, 1].</summary>
    public float? MinSimilarity { get; init; }
}

/// <summary>Legs of a search.</summary>
public enum RetrievalMode
{
    /// <summary>By words and by meaning, fused.</summary>
    Hybrid,

    /// <summary>By words only.</summary>
    Lexical,

    /// <summary>By meaning only.</summary>
    Vector,
}

/// <summary>What was found.</summary>
/// <param name="Chunks">The passages, best first.</param>
public sealed record RetrievalResult(IReadOnlyList<RetrievedChunk> Chunks)
{
    /// <summary>Legs and steps that failed and were left out, in words; empty when all went well.</summary>
    public IReadOnlyList<string> Degraded { get; init; } = [];

    /// <summary>What was done, in order.</summary>
    public IReadOnlyList<TraceStep> Steps { get; init; } = [];
}

/// <summary>A passage that was found.</summary>
/// <param name="Record">The passage as stored, without its vector.</param>
/// <param name="Score">What the ranking used; higher is better, comparable within one result only.</param>
public sealed record RetrievedChunk(VectorRecord Record, double Score)
{
    /// <summary>Cosine similarity in [-1, 1], where the vector leg found it.</summary>
    public float? Similarity { get; init; }

    /// <summary>BM25 score, where the lexical leg found it.</summary>
    public double? LexicalScore { get; init; }

    /// <summary>The reranker's score, where one was used.</summary>
    public double? RerankScore { get; init; }

    /// <summary>The found passage that this one was added for, as its neighbour; <see langword="null"/> where it was found itself.</summary>
    public Guid? NeighbourOf { get; init; }

    /// <summary>The document's identifier; <see cref="Guid.Empty"/> when the record does not tell.</summary>
    public Guid DocumentId => Guid.TryParse(Text(RagFields.Document), out var id) ? id : Guid.Empty;

    /// <summary>The document's name within its source; empty when the record does not tell.</summary>
    public string Name => Text(RagFields.Name);

    /// <summary>The document's title, as its file tells it; empty where it does not.</summary>
    public string Title => Text(RagFields.Title);

    /// <summary>Headings above the passage, outermost first; empty where there are none.</summary>
    public IReadOnlyList<string> HeadingPath => Record.Fields.TryGetValue(RagFields.Headings, out var headings) ? headings.Items ?? [] : [];

    /// <summary>What is printed on a page of the passage as its number; empty where that is not known.</summary>
    /// <param name="page">The page, from 1. Known is the label of the first page.</param>
    public string PageLabelOf(int page) => page == Page ? Text(RagFields.PageLabel) : string.Empty;

    /// <summary>First page, from 1; 0 where there is none.</summary>
    public int Page => Record.Fields.TryGetValue(RagFields.Page, out var page) && page.Kind == FieldKind.Integer ? (int)page.AsInteger() : 0;

    /// <summary>The page on which a position of the passage's text lies, from 1; 0 where there is none.</summary>
    /// <param name="offset">The position, in UTF-16 units from the start of the passage.</param>
    public int PageAt(int offset)
    {
        var starts = Record.Fields.TryGetValue(RagFields.PageStarts, out var value) ? value.Items ?? [] : [];
        return Page + starts.Count(s => int.TryParse(s, NumberStyles.None, CultureInfo.InvariantCulture, out var start) && start <= offset);
    }

    private string Text(string field) => Record.TextOf(field) ?? string.Empty;
}

/// <summary>One step of a flow, for the trace.</summary>
/// <param name="Name">What was done, such as "search" or "context".</param>
/// <param name="Elapsed">How long it took.</param>
/// <param name="Detail">Counts and choices, without the question's or the documents' text.</param>
public sealed record TraceStep(string Name, TimeSpan Elapsed, string Detail);
