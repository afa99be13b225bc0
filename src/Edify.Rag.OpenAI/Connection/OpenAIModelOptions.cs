namespace Edify.Rag;

/// <summary>Settings that every model has which is asked for by OpenAI's API.</summary>
public abstract class OpenAIModelOptions
{
    internal const int MostRetries = 20;
    internal const int MostParallelRequests = 256;
    internal static readonly TimeSpan ShortestTimeout = TimeSpan.FromSeconds(1);
    internal static readonly TimeSpan LongestTimeout = TimeSpan.FromHours(1);
    internal static readonly Uri OpenAIAddress = new("https://api.openai.com/v1");

    /// <summary>
    /// The base address of the API, most often up to <c>/v1</c>: <c>http://localhost:11434/v1</c> for Ollama,
    /// <c>https://NAME.openai.azure.com/openai/v1</c> for Azure. <see langword="null"/> is OpenAI itself.
    /// </summary>
    /// <value>Default: null.</value>
    public Uri? Endpoint { get; set; }

    /// <summary>The key, sent as bearer token; servers of one's own often need none. It is a secret.</summary>
    /// <value>Default: null. It must be set for OpenAI itself.</value>
    public string? ApiKey { get; set; }

    /// <summary>The organisation that is billed, for keys that belong to several.</summary>
    /// <value>Default: null.</value>
    public string? Organization { get; set; }

    /// <summary>The project that is billed, for keys that belong to several.</summary>
    /// <value>Default: null.</value>
    public string? Project { get; set; }

    /// <summary>The model's name as the server knows it; with Azure, the name of the deployment.</summary>
    /// <value>Default: empty; it must be set.</value>
    public string Model { get; set; } = string.Empty;

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

    internal Uri Address => Endpoint ?? OpenAIAddress;
}
