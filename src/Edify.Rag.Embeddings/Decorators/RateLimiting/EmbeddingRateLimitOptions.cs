namespace Edify.Rag;

/// <summary>How much may be asked of an embedder in a time; at least one of the three limits must be set.</summary>
/// <remarks>Within any stretch of <see cref="Period"/>, wherever it begins, no more than the limits is sent.</remarks>
public sealed class EmbeddingRateLimitOptions
{
    internal static readonly TimeSpan MinPeriod = TimeSpan.FromMilliseconds(100);
    internal static readonly TimeSpan MaxPeriod = TimeSpan.FromDays(1);

    /// <summary>The most requests in a <see cref="Period"/>; 0 for any number.</summary>
    /// <value>Default: 0. Range: 0 and more.</value>
    public int Requests { get; set; }

    /// <summary>The most texts in a <see cref="Period"/>; 0 for any number. Larger requests are split.</summary>
    /// <value>Default: 0. Range: 0 and more.</value>
    public int Texts { get; set; }

    /// <summary>
    /// The most tokens in a <see cref="Period"/>; 0 for any number. Larger requests are split, and a text that has more by itself goes alone.
    /// Counted by the embedder's own tokenizer if it offers one, else as one for four bytes of UTF-8, and set right by what the embedder reports.
    /// </summary>
    /// <value>Default: 0. Range: 0 and more.</value>
    public long Tokens { get; set; }

    /// <summary>The time that the limits are for.</summary>
    /// <value>Default: 1 minute. Range: 100 milliseconds to 1 day.</value>
    public TimeSpan Period { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a question waits for its turn before it fails, so that its asker gets what is found without vectors. Passages wait as long as it takes.</summary>
    /// <value>Default: 10 seconds. Range: 0 to 1 day.</value>
    public TimeSpan MaxQuestionWait { get; set; } = TimeSpan.FromSeconds(10);
}
