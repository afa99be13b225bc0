namespace Edify.Rag;

/// <summary>Works on a question that one answer is too short for: plans the questions in it, answers each, and writes a report with citations.</summary>
/// <remarks>
/// Safe for concurrent use. Every part is an answer of the assistant's, under the asker's rights, its citations checked; what no
/// document says is told as such. What a language model has a hand in fails softly: rules plan then, and the report says so.
/// </remarks>
public interface IResearch
{
    /// <summary>Researches as it goes.</summary>
    /// <param name="task">What is to be found out, and for whom.</param>
    /// <param name="cancellationToken">Stops the work, at language models too.</param>
    /// <returns>One <see cref="ResearchUpdate.Planned"/>, one <see cref="ResearchUpdate.Answered"/> for each question as its answer is there, one <see cref="ResearchUpdate.Completed"/>.</returns>
    /// <exception cref="RagInputException">The question is empty or too long.</exception>
    /// <exception cref="RagException">Nothing could be searched.</exception>
    IAsyncEnumerable<ResearchUpdate> RunAsync(ResearchTask task, CancellationToken cancellationToken = default);
}

/// <summary>What is to be found out.</summary>
/// <param name="Question">1 to 4,000 characters.</param>
/// <param name="User">Whose rights apply.</param>
public sealed record ResearchTask(string Question, RagUser User)
{
    /// <summary>Narrows where to look, to a subject or a book.</summary>
    public VectorFilter Within { get; init; } = VectorFilter.All;

    /// <summary>What an earlier run of the same task came to; it is gone on with, unless the user's rights have changed since.</summary>
    /// <value>Default: none.</value>
    public ResearchProgress? Earlier { get; init; }
}

/// <summary>How far a research came that did not come to its end.</summary>
/// <param name="Plan">What was to be asked.</param>
public sealed record ResearchProgress(ResearchUpdate.Planned Plan)
{
    /// <summary>The questions that were answered, in any order.</summary>
    public IReadOnlyList<ResearchSection> Sections { get; init; } = [];
}

/// <summary>One step of a research. The hierarchy is closed.</summary>
public abstract record ResearchUpdate
{
    private ResearchUpdate() { }

    /// <summary>What will be asked.</summary>
    /// <param name="Questions">The questions, the one that was put first.</param>
    public sealed record Planned(IReadOnlyList<string> Questions) : ResearchUpdate
    {
        /// <summary>Fingerprint of the rights under which it was planned; see <see cref="AccessScope.Fingerprint"/>.</summary>
        public string Scope { get; init; } = string.Empty;

        /// <summary>Why rules planned where a language model should have; empty when all went well.</summary>
        public string Degraded { get; init; } = string.Empty;
    }

    /// <summary>A question is answered.</summary>
    /// <param name="Done">How many are.</param>
    /// <param name="Of">How many there are.</param>
    /// <param name="Section">The question with its answer.</param>
    public sealed record Answered(int Done, int Of, ResearchSection Section) : ResearchUpdate;

    /// <summary>The end: the report.</summary>
    /// <param name="Report">The report.</param>
    public sealed record Completed(ResearchReport Report) : ResearchUpdate;
}

/// <summary>One question of a research.</summary>
/// <param name="Question">What was asked.</param>
/// <param name="Answer">What was answered, numbered by itself.</param>
public sealed record ResearchSection(string Question, Answer Answer);

/// <summary>What a research came to.</summary>
/// <param name="Question">What was to be found out.</param>
/// <param name="Text">The report in Markdown: a section for each question that was answered, what was not found, the sources.</param>
/// <param name="Outcome"><see cref="AnswerOutcome.NotFound"/> when nothing was answered, <see cref="AnswerOutcome.Degraded"/> when a part was unavailable, <see cref="AnswerOutcome.Refused"/> when none of it was allowed.</param>
/// <param name="Citations">The passages that it cites, numbered through from 1 in the order the text first cites them.</param>
public sealed record ResearchReport(string Question, string Text, AnswerOutcome Outcome, IReadOnlyList<Citation> Citations)
{
    /// <summary>The questions with their answers, in the order of the plan.</summary>
    public IReadOnlyList<ResearchSection> Sections { get; init; } = [];

    /// <summary>Why and until when it was refused; <see langword="null"/> unless <see cref="Outcome"/> is <see cref="AnswerOutcome.Refused"/>.</summary>
    public AnswerRefusal? Refusal { get; init; }

    /// <summary>What was unavailable and left out, in words; empty when all went well.</summary>
    public IReadOnlyList<string> Degraded { get; init; } = [];
}
