using Microsoft.Extensions.Options;

namespace Edify.Rag.Storage.AzureBlobs;

internal sealed class AzureBlobStoreOptionsValidator : IValidateOptions<AzureBlobStoreOptions>
{
    private const string Options = nameof(AzureBlobStoreOptions);
    private const int MostRetries = 20;

    private static readonly TimeSpan ShortestTimeout = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromHours(1);

    public ValidateOptionsResult Validate(string? name, AzureBlobStoreOptions options) =>
        Faults(options).ToList() is { Count: > 0 } faults ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;

    private static IEnumerable<string> Faults(AzureBlobStoreOptions options)
    {
        // The values themselves are left out of every sentence: most of them are secrets.
        if (AzureAccessCheck.Fault(options) is { } fault) yield return $"{Options}.{fault}";
        if (options.MaxRetries is < 0 or > MostRetries)
            yield return $"{Options}.{nameof(options.MaxRetries)} must be 0 to {MostRetries}; it is {options.MaxRetries}.";
        if (options.RequestTimeout < ShortestTimeout || options.RequestTimeout > LongestTimeout)
            yield return $"{Options}.{nameof(options.RequestTimeout)} must be 1 second to 1 hour; it is {options.RequestTimeout}.";
    }
}
