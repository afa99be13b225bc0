namespace Edify.Rag;

/// <summary>A question, who asks it, and what a right answer says and cites.</summary>
/// <param name="Question">What is asked.</param>
public sealed record GoldenQuestion(string Question)
{
    /// <summary>Names the question in reports; by default its place in the set, from 1.</summary>
    public string Id { get; init; } = string.Empty;

    /// <summary>Who asks.</summary>
    /// <value>Default: "anonymous".</value>
    public string User { get; init; } = "anonymous";

    /// <summary>The asker's roles.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>The asker's grades.</summary>
    public IReadOnlyList<string> Grades { get; init; } = [];

    /// <summary>Names of documents that answer it; each of them does. Empty where nothing does, or where it is not judged which.</summary>
    public IReadOnlyList<string> Documents { get; init; } = [];

    /// <summary>Names of documents that would answer it and that the asker may not see: none of them may be found or cited.</summary>
    public IReadOnlyList<string> Hidden { get; init; } = [];

    /// <summary>The page on which the answer stands, from 1; <see langword="null"/> where it is not judged.</summary>
    public int? Page { get; init; }

    /// <summary>What a right answer says, without regard to case and spaces: all of it.</summary>
    public IReadOnlyList<string> Says { get; init; } = [];

    /// <summary>How it is to be answered.</summary>
    /// <value>Default: <see cref="AnswerOutcome.Answered"/>; <see cref="AnswerOutcome.NotFound"/> where the asker may see nothing that answers it.</value>
    public AnswerOutcome Outcome { get; init; } = AnswerOutcome.Answered;

    /// <summary>The asker.</summary>
    /// <param name="tenant">Their school or organisation.</param>
    public RagUser Asker(string tenant) => new(User, tenant) { Roles = Roles, Grades = Grades };

    /// <summary>Roles, grades and question.</summary>
    public override string ToString() => $"{string.Join(' ', Roles.Concat(Grades))}: {Question}";
}
