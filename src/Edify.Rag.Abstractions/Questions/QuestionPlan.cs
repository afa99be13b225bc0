namespace Edify.Rag;

/// <summary>What a question was understood to be, and how passages for it are to be found.</summary>
/// <param name="Text">The question so that it stands for itself, 1 to 4,000 characters: what is searched for and answered.</param>
public sealed record QuestionPlan(string Text)
{
    /// <summary>What kind of question it is.</summary>
    public QuestionKind Kind { get; init; } = QuestionKind.Semantic;

    /// <summary>Which legs to search.</summary>
    public RetrievalMode Mode { get; init; } = RetrievalMode.Hybrid;

    /// <summary>How many passages the answer may draw on, 1 to 1,000.</summary>
    public int Passages { get; init; } = 10;

    /// <summary>The questions that a compound one is made of, each standing for itself; empty where there is one only.</summary>
    public IReadOnlyList<string> Parts { get; init; } = [];

    /// <summary>Words that are searched for as well, such as what an abbreviation stands for. They are no words of the asker's.</summary>
    public IReadOnlyList<string> Expansions { get; init; } = [];

    /// <summary>What failed and was left out, in words; empty when all went well.</summary>
    public IReadOnlyList<string> Degraded { get; init; } = [];

    /// <summary>What was done, in order.</summary>
    public IReadOnlyList<TraceStep> Steps { get; init; } = [];
}

/// <summary>Kinds of questions, each of which is best searched for in its own way.</summary>
public enum QuestionKind
{
    /// <summary>Words to find, such as a title or a number, rather than a sentence.</summary>
    Keyword,

    /// <summary>Asks for one fact: who, when, where, how many.</summary>
    Factual,

    /// <summary>Asks what something is or means, in words that the documents need not share.</summary>
    Semantic,

    /// <summary>Compares, lists, explains or asks several things at once.</summary>
    Complex,
}
