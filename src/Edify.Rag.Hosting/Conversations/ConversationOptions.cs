namespace Edify.Rag;

/// <summary>Whether and how long conversations are kept, and how much of them a question is answered with.</summary>
/// <remarks>Read anew with each question: a changed setting holds for the next one.</remarks>
public sealed class ConversationOptions
{
    /// <summary>Whether conversations are kept; without it each question stands for itself.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool Enabled { get; set; } = true;

    /// <summary>How many tokens of what was said before, the summary included, a question is answered with; the oldest goes first.</summary>
    /// <value>Default: 1,500. Range: 0 to 100,000.</value>
    public int MaxHistoryTokens { get; set; } = 1500;

    /// <summary>How many turns before it a question is answered with, at most.</summary>
    /// <value>Default: 10. Range: 0 to 100.</value>
    public int MaxTurns { get; set; } = 10;

    /// <summary>
    /// After how many turns that no summary stands for the older half of them is summed up, by the language model where there is
    /// one; 0 for never.
    /// </summary>
    /// <value>Default: 8. Range: 0, or 2 to 100.</value>
    public int SummarizeAfter { get; set; } = 8;

    /// <summary>How long conversations are kept after their last question; <see langword="null"/> keeps them until they are deleted.</summary>
    /// <value>Default: 180 days. Range: 1 hour to 36,500 days.</value>
    public TimeSpan? Retention { get; set; } = TimeSpan.FromDays(180);

    /// <summary>How often a host looks for conversations that are older than that.</summary>
    /// <value>Default: 6 hours. Range: 1 minute to 30 days.</value>
    public TimeSpan PruneInterval { get; set; } = TimeSpan.FromHours(6);
}
