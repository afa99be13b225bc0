using Microsoft.Extensions.Options;

namespace Edify.Rag.Storage.S3;

internal sealed class S3BlobStoreOptionsValidator : IValidateOptions<S3BlobStoreOptions>
{
    private const int MaxRetries = 20;
    private const int MinPartSize = 5 * 1024 * 1024;
    private const int MaxPartSize = 1024 * 1024 * 1024;

    private static readonly TimeSpan MinTimeout = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaxTimeout = TimeSpan.FromHours(1);

    public ValidateOptionsResult Validate(string? name, S3BlobStoreOptions options)
    {
        var faults = Faults(options).Select(fault => $"{nameof(S3BlobStoreOptions)}.{fault}").ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    // None of the sentences repeats a value that may be, or hold, a secret.
    private static IEnumerable<string> Faults(S3BlobStoreOptions options)
    {
        if (BucketFault(options.Bucket) is { } bucket) yield return $"{nameof(options.Bucket)} {bucket}";
        if (options.Endpoint is { } endpoint && EndpointFault(endpoint) is { } fault) yield return $"{nameof(options.Endpoint)} {fault}";
        if (options.Region is { } region && (region.Length == 0 || !region.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_')))
            yield return $"{nameof(options.Region)} must be the name of a region, such as \"eu-central-1\".";
        if (string.IsNullOrEmpty(options.AccessKey) != string.IsNullOrEmpty(options.SecretKey))
            yield return $"{nameof(options.AccessKey)} and {nameof(options.SecretKey)} belong together; one of them is missing.";
        if (!string.IsNullOrEmpty(options.SessionToken) && string.IsNullOrEmpty(options.AccessKey))
            yield return $"{nameof(options.SessionToken)} belongs to temporary keys; set {nameof(options.AccessKey)} and {nameof(options.SecretKey)} too.";
        if (!string.IsNullOrEmpty(options.Profile) && !string.IsNullOrEmpty(options.AccessKey))
            yield return $"{nameof(options.Profile)} and {nameof(options.AccessKey)} exclude each other; set one of them.";
        if (options.MaxRetries is < 0 or > MaxRetries)
            yield return $"{nameof(options.MaxRetries)} is {options.MaxRetries}; it must be 0 to {MaxRetries}.";
        if (options.RequestTimeout < MinTimeout || options.RequestTimeout > MaxTimeout)
            yield return $"{nameof(options.RequestTimeout)} is {options.RequestTimeout}; it must be 1 second to 1 hour.";
        if (options.PartSize is < MinPartSize or > MaxPartSize)
            yield return $"{nameof(options.PartSize)} is {options.PartSize}; it must be 5 MiB to 1 GiB in bytes.";
    }

    private static string? BucketFault(string? bucket)
    {
        if (string.IsNullOrWhiteSpace(bucket)) return "must be the name of a bucket; it is blank.";
        if (bucket.Contains('/') || bucket.Contains(':') || bucket.Any(char.IsWhiteSpace))
            return "must be the name of a bucket alone, without address, path or white space.";
        return bucket.EndsWith("--x-s3", StringComparison.Ordinal)
            ? "names a directory bucket of S3 Express, which does not list in order; use a general purpose bucket."
            : null;
    }

    private static string? EndpointFault(Uri endpoint)
    {
        if (!endpoint.IsAbsoluteUri || endpoint.Scheme is not ("https" or "http"))
            return "must be an address such as \"https://minio.school.example:9000\".";
        if (endpoint.UserInfo.Length > 0)
            return $"must not hold credentials; set {nameof(S3BlobStoreOptions.AccessKey)} and {nameof(S3BlobStoreOptions.SecretKey)}.";
        return endpoint.AbsolutePath != "/" || endpoint.Query.Length > 0 || endpoint.Fragment.Length > 0
            ? $"must be the address of the server alone; name the bucket in {nameof(S3BlobStoreOptions.Bucket)}."
            : null;
    }
}
