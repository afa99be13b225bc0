namespace Edify.Rag;

/// <summary>How much an ingestion run may do at once, and what one file may cost.</summary>
public sealed class IngestionOptions
{
    /// <summary>Documents read at the same time.</summary>
    /// <value>Default: 0, which stands for the number of processors. Range: 0 to 256.</value>
    public int Parallelism { get; set; }

    /// <summary>Batches embedded at the same time.</summary>
    /// <value>Default: 2. Range: 1 to 64.</value>
    public int EmbeddingParallelism { get; set; } = 2;

    /// <summary>Batches written to the vector store at the same time.</summary>
    /// <value>Default: 2. Range: 1 to 64.</value>
    public int WriteParallelism { get; set; } = 2;

    /// <summary>Chunks embedded and written at a time, from as many documents as it takes.</summary>
    /// <value>Default: 128. Range: 1 to 4,096.</value>
    public int BatchSize { get; set; } = 128;

    /// <summary>How long a batch may wait to be filled; then it goes as it is.</summary>
    /// <value>Default: 200 milliseconds. Range: 0 to 1 minute.</value>
    public TimeSpan MaxBatchDelay { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// Bytes in flight: three quarters for documents that are between being opened and being written, where a larger document
    /// is alone, and one quarter for their chunks and vectors.
    /// </summary>
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

    /// <summary>How often a call to the source, the embedder, the vector store or the ledger is repeated when it fails for a reason that may pass.</summary>
    /// <value>Default: 5. Range: 0 to 100.</value>
    public int MaxRetries { get; set; } = 5;

    /// <summary>How long the first repetition waits; each one waits about twice as long as the one before, with jitter.</summary>
    /// <value>Default: 500 milliseconds. Range: 0 to <see cref="MaxDelay"/>.</value>
    public TimeSpan BaseDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest wait between repetitions where the service did not ask for one.</summary>
    /// <value>Default: 30 seconds. Range: 0 to 1 day.</value>
    public TimeSpan MaxDelay { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest wait that a service may ask for; one that asks for more stops the run.</summary>
    /// <value>Default: 5 minutes. Range: 0 to 1 day.</value>
    public TimeSpan MaxRetryAfter { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How often a document is tried, over as many runs, before it is quarantined. A try during which the process died counts.</summary>
    /// <value>Default: 3. Range: 1 to 1,000.</value>
    public int MaxAttempts { get; set; } = 3;

    /// <summary>Whether hidden files are ingested: those with a segment that begins with '.' or "~$", and Thumbs.db and desktop.ini.</summary>
    /// <value>Default: false.</value>
    public bool IncludeHidden { get; set; }

    /// <summary>Whether texts that were embedded before take the vector they have, instead of being embedded again.</summary>
    /// <value>Default: true.</value>
    public bool ReuseVectors { get; set; } = true;

    /// <summary>Passwords to try on encrypted files, after the empty one.</summary>
    /// <value>Default: empty.</value>
    public IList<string> Passwords { get; } = [];
}
