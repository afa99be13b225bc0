namespace Edify.Rag;

/// <summary>Settings of a model that is asked for by OpenAI's API, and whose calls are limited and repeated where it is.</summary>
public abstract class OpenAIModelOptions : OpenAIConnectionOptions
{
    internal const int MostRetries = 20;
    internal const int MostParallelRequests = 256;
    internal static readonly TimeSpan ShortestTimeout = TimeSpan.FromSeconds(1);
    internal static readonly TimeSpan LongestTimeout = TimeSpan.FromHours(1);

    /// <summary>Requests under way at the same time, from all callers together.</summary>
    /// <value>Default: 4. Range: 1 to 256.</value>
    public int MaxParallelRequests { get; set; } = 4;

    /// <summary>How long one try of a request may go without its whole answer.</summary>
    /// <value>Default: 100 seconds. Range: 1 second to 1 hour.</value>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary>How often a request is sent again that failed for a reason that may pass.</summary>
    /// <value>Default: 3. Range: 0 to 20.</value>
    public int MaxRetries { get; set; } = 3;

    /// <summary>The longest wait before a request is sent again. A server that asks for more is not waited for: the error tells how long it asked for.</summary>
    /// <value>Default: 30 seconds. Range: 0 to 1 hour.</value>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromSeconds(30);
}
