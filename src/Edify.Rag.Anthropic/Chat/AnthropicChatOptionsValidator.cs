using Microsoft.Extensions.Options;

namespace Edify.Rag.Anthropic.Chat;

internal sealed class AnthropicChatOptionsValidator : IValidateOptions<AnthropicChatOptions>
{
    public ValidateOptionsResult Validate(string? name, AnthropicChatOptions options)
    {
        List<string> failures = [.. Failures(options).Select(failure => $"{nameof(AnthropicChatOptions)}.{failure}")];
        return failures.Count > 0 ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;
    }

    private static IEnumerable<string> Failures(AnthropicChatOptions options)
    {
        if (OfEndpoint(options.Endpoint) is { } fault) yield return $"{nameof(options.Endpoint)} {fault}";
        if (string.IsNullOrWhiteSpace(options.Model)) yield return $"{nameof(options.Model)} must be the name of a model, such as \"claude-sonnet-4-5\"; it is blank.";

        // A key that was copied with its line break can't stand in a header.
        if (options.ApiKey is { } key && (key.Length == 0 || key.AsSpan().ContainsAnyExceptInRange('!', '~')))
            yield return $"{nameof(options.ApiKey)} is empty, or has white space or characters beyond ASCII; leave it out, or copy it again.";
        else if (options is { ApiKey: null, Endpoint: null }) yield return $"{nameof(options.ApiKey)} must be set for Anthropic; for another server, set Endpoint.";
        if (options.MaxOutputTokens is < 1 or > AnthropicChatOptions.MostTokens)
            yield return $"{nameof(options.MaxOutputTokens)} is {options.MaxOutputTokens}; it must be 1 to {AnthropicChatOptions.MostTokens}.";
    }

    private static string? OfEndpoint(Uri? endpoint)
    {
        if (endpoint is null) return null;
        if (!endpoint.IsAbsoluteUri || (endpoint.Scheme != Uri.UriSchemeHttp && endpoint.Scheme != Uri.UriSchemeHttps)) return "must be an http or https address such as \"https://proxy.example\".";
        if (endpoint.UserInfo.Length > 0) return "must not hold credentials; set ApiKey.";
        if (endpoint.Query.Length > 0 || endpoint.Fragment.Length > 0) return "must be the address alone, without query or fragment.";
        return endpoint.AbsolutePath.Contains("/v1", StringComparison.OrdinalIgnoreCase) ? "must be the base address, without \"/v1\": that is added to it." : null;
    }
}
