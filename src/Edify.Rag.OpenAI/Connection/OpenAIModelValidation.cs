namespace Edify.Rag.OpenAI.Connection;

/// <summary>What is wrong with the settings that all models have. Values of secrets are never repeated.</summary>
internal static class OpenAIModelValidation
{
    private const string Example = "an http or https address such as \"http://localhost:11434/v1\"";

    public static IEnumerable<string> Failures(OpenAIModelOptions options)
    {
        var type = options.GetType().Name;
        foreach (var (key, fault) in Faults(options)) yield return $"{type}.{key} {fault}";
    }

    private static IEnumerable<(string Key, string Fault)> Faults(OpenAIModelOptions options)
    {
        if (OfEndpoint(options.Endpoint) is { } address) yield return (nameof(options.Endpoint), address);
        if (string.IsNullOrWhiteSpace(options.Model)) yield return (nameof(options.Model), "must be the name of a model, such as \"text-embedding-3-small\"; it is blank.");
        if (OfHeader(options.ApiKey) is { } key) yield return (nameof(options.ApiKey), key);
        else if (options.ApiKey is null && IsOpenAI(options.Address)) yield return (nameof(options.ApiKey), "must be set for OpenAI; for another server, set Endpoint.");
        if (OfHeader(options.Organization) is { } organization) yield return (nameof(options.Organization), organization);
        if (OfHeader(options.Project) is { } project) yield return (nameof(options.Project), project);
        if (options.MaxParallelRequests is < 1 or > OpenAIModelOptions.MostParallelRequests)
            yield return (nameof(options.MaxParallelRequests), $"is {options.MaxParallelRequests}; it must be 1 to {OpenAIModelOptions.MostParallelRequests}.");
        if (options.RequestTimeout < OpenAIModelOptions.ShortestTimeout || options.RequestTimeout > OpenAIModelOptions.LongestTimeout)
            yield return (nameof(options.RequestTimeout), $"is {options.RequestTimeout}; it must be 1 second to 1 hour.");
        if (options.MaxRetries is < 0 or > OpenAIModelOptions.MostRetries)
            yield return (nameof(options.MaxRetries), $"is {options.MaxRetries}; it must be 0 to {OpenAIModelOptions.MostRetries}.");
        if (options.MaxRetryDelay < TimeSpan.Zero || options.MaxRetryDelay > OpenAIModelOptions.LongestTimeout)
            yield return (nameof(options.MaxRetryDelay), $"is {options.MaxRetryDelay}; it must be 0 to 1 hour.");
    }

    private static string? OfEndpoint(Uri? endpoint)
    {
        if (endpoint is null) return null;
        if (!endpoint.IsAbsoluteUri || (endpoint.Scheme != Uri.UriSchemeHttp && endpoint.Scheme != Uri.UriSchemeHttps)) return $"must be {Example}.";
        if (endpoint.UserInfo.Length > 0) return "must not hold credentials; set ApiKey.";
        if (endpoint.Query.Length > 0 || endpoint.Fragment.Length > 0) return "must be the address alone, without query or fragment.";
        return endpoint.AbsolutePath.TrimEnd('/').EndsWith("/embeddings", StringComparison.OrdinalIgnoreCase)
            ? "must be the base address, without \"/embeddings\": that is added to it."
            : null;
    }

    // A key that was copied with its line break can't stand in a header.
    private static string? OfHeader(string? value) =>
        value is not null && (value.Length == 0 || value.AsSpan().ContainsAnyExceptInRange('!', '~'))
            ? "is empty, or has white space or characters beyond ASCII; leave it out, or copy it again."
            : null;

    private static bool IsOpenAI(Uri address) => address.IsAbsoluteUri && address.Host == OpenAIModelOptions.OpenAIAddress.Host;
}
