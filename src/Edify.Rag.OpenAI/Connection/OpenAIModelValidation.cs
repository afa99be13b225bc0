namespace Edify.Rag.OpenAI.Connection;

/// <summary>What is wrong with the settings that all models have. Values of secrets are never repeated.</summary>
internal static class OpenAIModelValidation
{
    private const string Example = "an http or https address such as \"http://localhost:11434/v1\"";

    public static IEnumerable<string> Failures(OpenAIConnectionOptions options, string path, string example)
    {
        var type = options.GetType().Name;
        foreach (var (key, fault) in Faults(options, path, example)) yield return $"{type}.{key} {fault}";
    }

    public static IEnumerable<string> Failures(OpenAIModelOptions options, string path, string example)
    {
        foreach (var failure in Failures((OpenAIConnectionOptions)options, path, example)) yield return failure;
        var type = options.GetType().Name;
        if (options.MaxParallelRequests is < 1 or > OpenAIModelOptions.MostParallelRequests)
            yield return $"{type}.{nameof(options.MaxParallelRequests)} is {options.MaxParallelRequests}; it must be 1 to {OpenAIModelOptions.MostParallelRequests}.";
        if (options.RequestTimeout < OpenAIModelOptions.ShortestTimeout || options.RequestTimeout > OpenAIModelOptions.LongestTimeout)
            yield return $"{type}.{nameof(options.RequestTimeout)} is {options.RequestTimeout}; it must be 1 second to 1 hour.";
        if (options.MaxRetries is < 0 or > OpenAIModelOptions.MostRetries)
            yield return $"{type}.{nameof(options.MaxRetries)} is {options.MaxRetries}; it must be 0 to {OpenAIModelOptions.MostRetries}.";
        if (options.MaxRetryDelay < TimeSpan.Zero || options.MaxRetryDelay > OpenAIModelOptions.LongestTimeout)
            yield return $"{type}.{nameof(options.MaxRetryDelay)} is {options.MaxRetryDelay}; it must be 0 to 1 hour.";
    }

    private static IEnumerable<(string Key, string Fault)> Faults(OpenAIConnectionOptions options, string path, string example)
    {
        if (OfEndpoint(options.Endpoint, path) is { } address) yield return (nameof(options.Endpoint), address);
        if (string.IsNullOrWhiteSpace(options.Model)) yield return (nameof(options.Model), $"must be the name of a model, such as \"{example}\"; it is blank.");
        if (OfHeader(options.ApiKey) is { } key) yield return (nameof(options.ApiKey), key);
        else if (options.ApiKey is null && IsOpenAI(options.Address)) yield return (nameof(options.ApiKey), "must be set for OpenAI; for another server, set Endpoint.");
        if (OfHeader(options.Organization) is { } organization) yield return (nameof(options.Organization), organization);
        if (OfHeader(options.Project) is { } project) yield return (nameof(options.Project), project);
    }

    private static string? OfEndpoint(Uri? endpoint, string path)
    {
        if (endpoint is null) return null;
        if (!endpoint.IsAbsoluteUri || (endpoint.Scheme != Uri.UriSchemeHttp && endpoint.Scheme != Uri.UriSchemeHttps)) return $"must be {Example}.";
        if (endpoint.UserInfo.Length > 0) return "must not hold credentials; set ApiKey.";
        if (endpoint.Query.Length > 0 || endpoint.Fragment.Length > 0) return "must be the address alone, without query or fragment.";
        return endpoint.AbsolutePath.TrimEnd('/').EndsWith(path, StringComparison.OrdinalIgnoreCase)
            ? $"must be the base address, without \"{path}\": that is added to it."
            : null;
    }

    // A key that was copied with its line break can't stand in a header.
    private static string? OfHeader(string? value) =>
        value is not null && (value.Length == 0 || value.AsSpan().ContainsAnyExceptInRange('!', '~'))
            ? "is empty, or has white space or characters beyond ASCII; leave it out, or copy it again."
            : null;

    private static bool IsOpenAI(Uri address) => address.IsAbsoluteUri && address.Host == OpenAIConnectionOptions.OpenAIAddress.Host;
}
