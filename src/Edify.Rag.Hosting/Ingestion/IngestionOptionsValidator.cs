using Microsoft.Extensions.Options;

namespace Edify.Rag;

/// <summary>Checks <see cref="IngestionOptions"/>.</summary>
internal sealed class IngestionOptionsValidator : IValidateOptions<IngestionOptions>
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public ValidateOptionsResult Validate(string? name, IngestionOptions options)
    {
        var result = new ValidateOptionsResultBuilder();
        Check(result, options.Parallelism is >= 0 and <= 256, nameof(options.Parallelism), options.Parallelism, "0 to 256");
        Check(result, options.EmbeddingParallelism is >= 1 and <= 64, nameof(options.EmbeddingParallelism), options.EmbeddingParallelism, "1 to 64");
        Check(result, options.WriteParallelism is >= 1 and <= 64, nameof(options.WriteParallelism), options.WriteParallelism, "1 to 64");
        Check(result, options.BatchSize is >= 1 and <= 4096, nameof(options.BatchSize), options.BatchSize, "1 to 4,096");
        Check(result, Within(options.MaxBatchDelay, TimeSpan.FromMinutes(1)), nameof(options.MaxBatchDelay), options.MaxBatchDelay, "0 to 1 minute");
        Check(result, options.MaxBytesInFlight is >= 1L << 20 and <= 64L << 30, nameof(options.MaxBytesInFlight), options.MaxBytesInFlight, "1 MiB to 64 GiB");
        CheckOneFile(result, options);
        Check(result, options.MaxRetries is >= 0 and <= 100, nameof(options.MaxRetries), options.MaxRetries, "0 to 100");
        Check(result, Within(options.MaxDelay, Day), nameof(options.MaxDelay), options.MaxDelay, "0 to 1 day");
        Check(result, Within(options.BaseDelay, options.MaxDelay), nameof(options.BaseDelay), options.BaseDelay, $"0 to {nameof(options.MaxDelay)}");
        Check(result, Within(options.MaxRetryAfter, Day), nameof(options.MaxRetryAfter), options.MaxRetryAfter, "0 to 1 day");
        Check(result, options.MaxAttempts is >= 1 and <= 1000, nameof(options.MaxAttempts), options.MaxAttempts, "1 to 1,000");
        return result.Build();
    }

    private static void CheckOneFile(ValidateOptionsResultBuilder result, IngestionOptions options)
    {
        Check(result, options.MaxFileBytes >= 1, nameof(options.MaxFileBytes), options.MaxFileBytes, "at least 1");
        Check(result, options.MaxInflatedBytes >= 1, nameof(options.MaxInflatedBytes), options.MaxInflatedBytes, "at least 1");
        Check(result, options.MaxFileDuration > TimeSpan.Zero, nameof(options.MaxFileDuration), options.MaxFileDuration, "more than zero");
        Check(result, options.MaxObjects >= 1, nameof(options.MaxObjects), options.MaxObjects, "at least 1");
        Check(result, options.MaxNesting is >= 1 and <= 10_000, nameof(options.MaxNesting), options.MaxNesting, "1 to 10,000");
        Check(result, options.MaxOperations >= 1, nameof(options.MaxOperations), options.MaxOperations, "at least 1");
        Check(result, options.MaxGlyphs >= 1, nameof(options.MaxGlyphs), options.MaxGlyphs, "at least 1");
    }

    private static bool Within(TimeSpan time, TimeSpan most) => time >= TimeSpan.Zero && time <= most;

    private static void Check(ValidateOptionsResultBuilder result, bool holds, string key, object value, string accepted)
    {
        if (!holds) result.AddError(FormattableString.Invariant($"Ingestion: {key} is {value}; it must be {accepted}."));
    }
}
