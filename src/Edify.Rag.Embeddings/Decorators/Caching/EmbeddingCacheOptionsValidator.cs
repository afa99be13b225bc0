using Microsoft.Extensions.Options;

namespace Edify.Rag.Embeddings.Decorators.Caching;

internal sealed class EmbeddingCacheOptionsValidator : IValidateOptions<EmbeddingCacheOptions>
{
    public ValidateOptionsResult Validate(string? name, EmbeddingCacheOptions options)
    {
        var result = new ValidateOptionsResultBuilder();
        Check(result, options.MemoryBytes is 0 or >= EmbeddingCacheOptions.MinMemoryBytes, nameof(options.MemoryBytes), options.MemoryBytes, "0, or 1 MiB and more, in bytes");
        Check(result, options.DiskBytes >= EmbeddingCacheOptions.MinDiskBytes, nameof(options.DiskBytes), options.DiskBytes, "16 MiB and more, in bytes");
        Check(result, !options.Directory.Contains('\0', StringComparison.Ordinal), nameof(options.Directory), "a path with NUL", "a path, or empty for no tier on the disk");
        Check(result, options.DistributedLifetime >= TimeSpan.FromSeconds(1), nameof(options.DistributedLifetime), options.DistributedLifetime, "1 second and more");
        Check(
            result,
            options.DistributedTimeout >= TimeSpan.FromMilliseconds(10) && options.DistributedTimeout <= TimeSpan.FromMinutes(1),
            nameof(options.DistributedTimeout),
            options.DistributedTimeout,
            "10 milliseconds to 1 minute");
        return result.Build();
    }

    /// <summary>Refuses options that were not validated by a host.</summary>
    /// <exception cref="ArgumentException">An option is out of its range; the message names it.</exception>
    public static void ThrowIfInvalid(EmbeddingCacheOptions options)
    {
        if (new EmbeddingCacheOptionsValidator().Validate(null, options) is { Failed: true } invalid)
            throw new ArgumentException(invalid.FailureMessage, nameof(options));
    }

    private static void Check(ValidateOptionsResultBuilder result, bool holds, string key, object value, string accepted)
    {
        if (!holds) result.AddError(FormattableString.Invariant($"EmbeddingCacheOptions.{key} is {value}; it must be {accepted}."));
    }
}
