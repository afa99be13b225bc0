namespace Edify.Rag;

/// <summary>Settings of a language model that is asked for by OpenAI's API. A change takes effect with the next call.</summary>
/// <remarks>Time limits, repetitions and limits of cost are the gateway's: see <see cref="ChatModelOptions"/>.</remarks>
public sealed class OpenAIChatOptions : OpenAIConnectionOptions
{
    internal const int MostTokens = 10_000_000;

    /// <summary>
    /// Version of Azure's older API, such as <c>2024-10-21</c>: <see cref="OpenAIConnectionOptions.Endpoint"/> is then the resource's address
    /// (<c>https://NAME.openai.azure.com</c>), <see cref="OpenAIConnectionOptions.Model"/> the deployment, and the key goes into the header
    /// <c>api-key</c>. Azure's newer API, whose address ends with <c>/openai/v1</c>, needs none.
    /// </summary>
    /// <value>Default: null.</value>
    public string? AzureApiVersion { get; set; }

    /// <summary>The most tokens of an answer, for calls that set no limit of their own.</summary>
    /// <value>Default: null, which leaves it to the server. Range: 1 to 10,000,000.</value>
    public int? MaxOutputTokens { get; set; }

    /// <summary>How freely the model writes, for calls that do not say; models that reason often take none.</summary>
    /// <value>Default: null, which leaves it to the server. Range: 0 to 2.</value>
    public float? Temperature { get; set; }

    /// <summary>Whether streams are asked for the tokens they used. A server that does not know this and refuses it needs <see langword="false"/>.</summary>
    /// <value>Default: true.</value>
    public bool StreamUsage { get; set; } = true;

    internal override Uri Address => AzureApiVersion is null || Endpoint is null
        ? base.Address
        : new Uri($"{Endpoint.GetLeftPart(UriPartial.Path).TrimEnd('/')}/openai/deployments/{Uri.EscapeDataString(Model)}");

    // OpenAI has renamed the limit, and refuses the old name for its newer models; other servers know the old one, and not all the new.
    internal string TokenLimitName => AzureApiVersion is not null || Address.Host.EndsWith(".openai.azure.com", StringComparison.OrdinalIgnoreCase) || Address.Host == OpenAIAddress.Host
        ? "max_completion_tokens"
        : "max_tokens";
}
