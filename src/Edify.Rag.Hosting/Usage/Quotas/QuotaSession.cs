namespace Edify.Rag.Hosting.Usage.Quotas;

/// <summary>A question between what was set aside for it and what it used; or the refusal that it met.</summary>
/// <param name="Account">What it consumes.</param>
/// <param name="Day">The day it is counted on, whenever it ends.</param>
internal sealed record QuotaSession(UsageAccount Account, DateOnly Day)
{
    /// <summary>What is told where it was refused; <see langword="null"/> where it was not.</summary>
    public QuotaRefusal? Refused { get; init; }

    /// <summary>Limits that hold for it, each with its counter and how that stood when it began, what was set aside included.</summary>
    public IReadOnlyList<(QuotaLimit Limit, UsageCounter Counter, long Used)> Limits { get; init; } = [];

    /// <summary>What was set aside, by kind.</summary>
    public IReadOnlyDictionary<UsageKind, long> Reserved { get; init; } = new Dictionary<UsageKind, long>();

    /// <summary>Whether the meter failed, so that nothing was set aside.</summary>
    public bool IsUncounted { get; init; }
}

/// <summary>Why a question is not answered.</summary>
/// <param name="Text">For people.</param>
/// <param name="Refusal">For programs.</param>
internal sealed record QuotaRefusal(string Text, AnswerRefusal Refusal)
{
    public Answer ToAnswer() => new(Text, AnswerOutcome.Refused, []) { Refusal = Refusal };

    public ResearchReport ToReport(string question) => new(question, Text, AnswerOutcome.Refused, []) { Refusal = Refusal };
}
