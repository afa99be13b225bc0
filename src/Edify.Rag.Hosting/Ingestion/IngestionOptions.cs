using Microsoft.Extensions.Options;

namespace Edify.Rag;

/// <summary>How much an ingestion run may do at once, and what one file may cost.</summary>
public sealed class IngestionOptions
{
    /// <summary>Documents read at the same time.</summary>
    /// <value>Default: 0, which stands for the number of processors. Range: 0 to 256.</value>
    public int Parallelism { get; set; }

    /// <summary>Chunks embedded and written at a time, from as many documents as it takes.</summary>
    /// <value>Default: 128. Range: 1 to 4,096.</value>
    public int BatchSize { get; set; } = 128;

    /// <summary>Bytes of documents that are between being opened and being written, over all of them; a larger document is alone.</summary>
    /// <remarks>A document that is read at random, such as a PDF, counts with <see cref="RangedReadOptions.CacheBytes"/> at most.</remarks>
    /// <value>Default: 67,108,864 (64 MiB). Range: 1 MiB to 64 GiB.</value>
    public long MaxBytesInFlight { get; set; } = 64L << 20;

    /// <summary>Bytes of one file; a larger one fails.</summary>
    /// <value>Default: 2,147,483,648 (2 GiB). At least 1.</value>
    public long MaxFileBytes { get; set; } = 2L << 30;

    /// <summary>Bytes of one file after decompression; one that holds more fails.</summary>
    /// <value>Default: 4,294,967,296 (4 GiB). At least 1.</value>
    public long MaxInflatedBytes { get; set; } = 4L << 30;

    /// <summary>Time that reading one file may take; one that takes longer fails.</summary>
    /// <value>Default: 10 minutes. More than zero.</value>
    public TimeSpan MaxFileDuration { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Parts of one file that are parsed, such as the objects of a PDF; one that has more fails.</summary>
    /// <value>Default: 20,000,000. At least 1.</value>
    public long MaxObjects { get; set; } = 20_000_000;

    /// <summary>How deep the parts of one file may lie within each other; one that goes deeper fails.</summary>
    /// <value>Default: 256. Range: 1 to 10,000.</value>
    public int MaxNesting { get; set; } = 256;

    /// <summary>Drawing operators of one file; one that has more fails.</summary>
    /// <value>Default: 1,000,000,000. At least 1.</value>
    public long MaxOperations { get; set; } = 1_000_000_000;

    /// <summary>Characters shown on the pages of one file; one that has more fails.</summary>
    /// <value>Default: 500,000,000. At least 1.</value>
    public long MaxGlyphs { get; set; } = 500_000_000;

    /// <summary>Whether hidden files are ingested: those with a segment that begins with '.' or "~$", and Thumbs.db and desktop.ini.</summary>
    /// <value>Default: false.</value>
    public bool IncludeHidden { get; set; }

    /// <summary>Passwords to try on encrypted files, after the empty one.</summary>
    /// <value>Default: empty.</value>
    public IList<string> Passwords { get; } = [];
}

/// <summary>Checks <see cref="IngestionOptions"/>.</summary>
internal sealed class IngestionOptionsValidator : IValidateOptions<IngestionOptions>
{
    public ValidateOptionsResult Validate(string? name, IngestionOptions options)
    {
        var result = new ValidateOptionsResultBuilder();
        Check(result, options.Parallelism is >= 0 and <= 256, nameof(options.Parallelism), options.Parallelism, "0 to 256");
        Check(result, options.BatchSize is >= 1 and <= 4096, nameof(options.BatchSize), options.BatchSize, "1 to 4,096");
        Check(result, options.MaxBytesInFlight is >= 1L << 20 and <= 64L << 30, nameof(options.MaxBytesInFlight), options.MaxBytesInFlight, "1 MiB to 64 GiB");
        Check(result, options.MaxFileBytes >= 1, nameof(options.MaxFileBytes), options.MaxFileBytes, "at least 1");
        Check(result, options.MaxInflatedBytes >= 1, nameof(options.MaxInflatedBytes), options.MaxInflatedBytes, "at least 1");
        Check(result, options.MaxFileDuration > TimeSpan.Zero, nameof(options.MaxFileDuration), options.MaxFileDuration, "more than zero");
        Check(result, options.MaxObjects >= 1, nameof(options.MaxObjects), options.MaxObjects, "at least 1");
        Check(result, options.MaxNesting is >= 1 and <= 10_000, nameof(options.MaxNesting), options.MaxNesting, "1 to 10,000");
        Check(result, options.MaxOperations >= 1, nameof(options.MaxOperations), options.MaxOperations, "at least 1");
        Check(result, options.MaxGlyphs >= 1, nameof(options.MaxGlyphs), options.MaxGlyphs, "at least 1");
        return result.Build();
    }

    private static void Check(ValidateOptionsResultBuilder result, bool holds, string key, object value, string accepted)
    {
        if (!holds) result.AddError(FormattableString.Invariant($"Ingestion: {key} is {value}; it must be {accepted}."));
    }
}
