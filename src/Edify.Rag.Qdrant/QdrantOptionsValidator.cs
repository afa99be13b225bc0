using Microsoft.Extensions.Options;

namespace Edify.Rag.Qdrant;

internal sealed class QdrantOptionsValidator : IValidateOptions<QdrantOptions>
{
    private const string Prefix = $"{nameof(QdrantOptions)}.";
    private const int MinRequestBytes = 64 << 10;
    private const int MaxRequestBytes = 1 << 30;
    private const int MaxEf = 10_000;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(10);

    public ValidateOptionsResult Validate(string? name, QdrantOptions options) =>
        Faults(options).OfType<string>().ToList() is { Count: > 0 } faults ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;

    private static IEnumerable<string?> Faults(QdrantOptions options)
    {
        yield return EndpointFault(options.Endpoint);
        yield return KeyFault(options.ApiKey);
        yield return Outside(options.Timeout, Second, Hour, nameof(options.Timeout), "between 1 second and 1 hour");
        yield return OptionRange.Fault(options.MaxRetries, 0, 20, Prefix + nameof(options.MaxRetries));
        yield return Outside(options.MaxRetryDelay, TimeSpan.Zero, LongestDelay, nameof(options.MaxRetryDelay), "between 0 and 10 minutes");
        yield return FileFault(options);
        yield return OptionRange.Fault(options.MaxRequestBytes, MinRequestBytes, MaxRequestBytes, Prefix + nameof(options.MaxRequestBytes));
        yield return OptionRange.Fault(options.AverageWords, 1, 100_000, Prefix + nameof(options.AverageWords));
        yield return OptionRange.Fault(options.SearchEf, 1, MaxEf, Prefix + nameof(options.SearchEf));
        if (!Enum.IsDefined(options.ReadConsistency)) yield return $"{Prefix}{nameof(options.ReadConsistency)} is {options.ReadConsistency}; it is One, Quorum, Majority or All.";
        foreach (var fault in new QdrantCollectionOptionsValidator().Validate(null, options.Collections).Failures ?? []) yield return fault;
    }

    private static string? EndpointFault(Uri? endpoint)
    {
        const string Example = "it looks like \"http://localhost:6333\".";
        if (endpoint is null || !endpoint.IsAbsoluteUri || endpoint.Scheme is not ("http" or "https")) return $"{Prefix}{nameof(QdrantOptions.Endpoint)} is no http or https address; {Example}";

        // What stands before an '@' may be a password, so it is not repeated.
        if (endpoint.UserInfo.Length > 0) return $"{Prefix}{nameof(QdrantOptions.Endpoint)} has a user in it; Qdrant takes an {nameof(QdrantOptions.ApiKey)}.";
        return endpoint.Query.Length > 0 || endpoint.Fragment.Length > 0 ? $"{Prefix}{nameof(QdrantOptions.Endpoint)} has a query or a fragment; {Example}" : null;
    }

    private static string? KeyFault(string? key) => key is null || (key.Length > 0 && key.All(c => c is > ' ' and < '\u007F'))
        ? null
        : $"{Prefix}{nameof(QdrantOptions.ApiKey)} is empty or has characters that no key has; leave it out where the server asks for none.";

    private static string? FileFault(QdrantOptions options)
    {
        if (options.CertificateAuthorityFile is not { } file) return null;
        if (options.Endpoint?.IsAbsoluteUri is true && options.Endpoint.Scheme != "https")
            return $"{Prefix}{nameof(options.CertificateAuthorityFile)} is set, and the {nameof(options.Endpoint)} is not https.";
        return File.Exists(file) ? null : $"{Prefix}{nameof(options.CertificateAuthorityFile)}: there is no file '{file}'.";
    }

    private static string? Outside(TimeSpan value, TimeSpan least, TimeSpan most, string name, string range) =>
        value >= least && value <= most ? null : $"{Prefix}{name} is {value}; it must be {range}.";
}
