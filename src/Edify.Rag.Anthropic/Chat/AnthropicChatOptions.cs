namespace Edify.Rag;

/// <summary>Settings of one of Anthropic's language models. A change takes effect with the next call.</summary>
/// <remarks>Time limits, repetitions and limits of cost are the gateway's: see <see cref="ChatModelOptions"/>.</remarks>
public sealed class AnthropicChatOptions
{
    internal const int MostTokens = 1_000_000;

    internal static readonly Uri AnthropicAddress = new("https://api.anthropic.com");

    /// <summary>The base address of the API, for a proxy or a compatible server. <see langword="null"/> is Anthropic itself.</summary>
    /// <value>Default: null.</value>
    public Uri? Endpoint { get; set; }

    /// <summary>The key. It is a secret.</summary>
    /// <value>Default: null. It must be set for Anthropic itself; variables of the environment that the SDK knows are not read.</value>
    public string? ApiKey { get; set; }

    /// <summary>The model's name.</summary>
    /// <value>Default: empty; it must be set.</value>
    public string Model { get; set; } = string.Empty;

    /// <summary>The most tokens of an answer, for calls that set no limit of their own; the API needs one.</summary>
    /// <value>Default: 4,096. Range: 1 to 1,000,000.</value>
    public int MaxOutputTokens { get; set; } = 4096;

    internal Uri Address => Endpoint ?? AnthropicAddress;
}
