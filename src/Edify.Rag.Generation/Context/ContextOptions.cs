namespace Edify.Rag;

/// <summary>Settings of the context builder.</summary>
public sealed class ContextOptions
{
    /// <summary>The most tokens that all passages of an answer have together.</summary>
    /// <value>Default: 3,000. Range: 1 and up.</value>
    public int MaxTokens { get; set; } = 3000;

    /// <summary>The most passages.</summary>
    /// <value>Default: 12. Range: 1 to 100.</value>
    public int MaxPassages { get; set; } = 12;

    /// <summary>The most tokens of one passage; a longer one is cut to the sentences around those that fit the question best.</summary>
    /// <value>Default: 1,000. Range: 1 and up.</value>
    public int MaxPassageTokens { get; set; } = 1000;
}
