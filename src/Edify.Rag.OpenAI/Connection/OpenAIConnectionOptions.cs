namespace Edify.Rag;

/// <summary>Where a model is that is asked for by OpenAI's API.</summary>
public abstract class OpenAIConnectionOptions
{
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

    /// <summary>Where requests go.</summary>
    internal virtual Uri Address => Endpoint ?? OpenAIAddress;
}
