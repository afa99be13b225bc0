namespace Edify.Rag;

/// <summary>How a blob is read at random: by ranged requests of blocks, of which the latest are kept.</summary>
/// <remarks>Used where a store streams forward only. A folder and memory seek by themselves.</remarks>
public sealed class RangedReadOptions
{
    /// <summary>Bytes of a block, the least that is requested; a blob that is no longer takes one request.</summary>
    /// <value>Default: 1,048,576 (1 MiB). Range: 4 KiB to 64 MiB.</value>
    public int BlockBytes { get; set; } = 1 << 20;

    /// <summary>Bytes of blocks that are held per open blob, those read ahead included.</summary>
    /// <value>Default: 16,777,216 (16 MiB). Range: (<see cref="ReadAheadBlocks"/> + 2) × <see cref="BlockBytes"/> to 4 GiB.</value>
    public long CacheBytes { get; set; } = 16L << 20;

    /// <summary>Blocks that are fetched in the background, ahead of a reader that goes forward.</summary>
    /// <value>Default: 4. Range: 0 to 1,024.</value>
    public int ReadAheadBlocks { get; set; } = 4;

    /// <summary>How often a read that failed for the moment is tried again, before any further byte has come.</summary>
    /// <value>Default: 4. Range: 0 to 20.</value>
    public int MaxRetries { get; set; } = 4;

    /// <summary>Time before the first retry; it doubles with every further one, and varies at random.</summary>
    /// <value>Default: 200 milliseconds. Range: 0 to <see cref="MaxRetryDelay"/>.</value>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest time before a retry. A store that asks to be left alone for longer is not asked again: its error is raised.</summary>
    /// <value>Default: 30 seconds. Range: 0 to 1 hour.</value>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a store may keep silent before a request is given up and made again.</summary>
    /// <value>Default: 1 minute. Range: 10 milliseconds to 1 hour.</value>
    public TimeSpan StallTimeout { get; set; } = TimeSpan.FromMinutes(1);
}
