namespace Edify.Rag;

/// <summary>Settings of the context builder. A changed setting takes effect on the next question.</summary>
public sealed class ContextOptions
{
    /// <summary>The most tokens that all passages of an answer have together, with the header that names the source of each.</summary>
    /// <value>Default: 3,000. Range: 1 and up.</value>
    public int MaxTokens { get; set; } = 3000;

    /// <summary>The most passages.</summary>
    /// <value>Default: 12. Range: 1 to 100.</value>
    public int MaxPassages { get; set; } = 12;

    /// <summary>The most tokens of one passage; a longer one is cut to the sentences around those that fit the question best.</summary>
    /// <value>Default: 1,000. Range: 1 and up.</value>
    public int MaxPassageTokens { get; set; } = 1000;

    /// <summary>The most tokens of what was said before in the conversation; the oldest messages go first. They are no part of <see cref="MaxTokens"/>.</summary>
    /// <value>Default: 1,000. Range: 0, which leaves the conversation out, and up.</value>
    public int MaxHistoryTokens { get; set; } = 1000;

    /// <summary>In which order the model reads the passages.</summary>
    /// <value>Default: <see cref="PassageOrder.BestFirst"/>.</value>
    public PassageOrder Order { get; set; } = PassageOrder.BestFirst;
}

/// <summary>Orders in which a model reads passages.</summary>
public enum PassageOrder
{
    /// <summary>The best first.</summary>
    BestFirst,

    /// <summary>
    /// The best at the start and at the end, the least in the middle, which long prompts make models overlook (Liu et al., "Lost in
    /// the Middle", 2023).
    /// </summary>
    BestAtEnds,
}
