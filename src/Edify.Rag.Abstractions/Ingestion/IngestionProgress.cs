namespace Edify.Rag;

/// <summary>How far a run is.</summary>
/// <param name="Done">Documents finished: ingested, unchanged, their fields updated, failed, or left in quarantine.</param>
/// <param name="Listed">Documents listed so far.</param>
/// <param name="ListingComplete">Whether <paramref name="Listed"/> is final.</param>
/// <param name="Name">The document just finished.</param>
public sealed record IngestionProgress(int Done, int Listed, bool ListingComplete, string Name)
{
    /// <summary>Documents that failed so far.</summary>
    public int Failed { get; init; }

    /// <summary>Documents found in quarantine, or put there, so far.</summary>
    public int Quarantined { get; init; }

    /// <summary>Chunks written so far.</summary>
    public long Chunks { get; init; }

    /// <summary>Texts sent to the embedder so far.</summary>
    public long Embedded { get; init; }

    /// <summary>Chunks that took the vector of an equal text so far.</summary>
    public long Reused { get; init; }

    /// <summary>Bytes of documents processed so far.</summary>
    public long Bytes { get; init; }

    /// <summary>Bytes of the documents that the run finished trying, failed ones included.</summary>
    public long BytesDone { get; init; }

    /// <summary>Bytes of the documents listed so far that the run has to process; those it skips are not among them.</summary>
    public long BytesToDo { get; init; }

    /// <summary>Documents per second, over the run so far.</summary>
    public double Rate { get; init; }

    /// <summary>Documents per second, over the last half minute.</summary>
    public double RecentRate { get; init; }

    /// <summary>Bytes of documents per second, over the last half minute.</summary>
    public double RecentByteRate { get; init; }

    /// <summary>
    /// Time left at the recent rate, by bytes where sizes are known, by documents otherwise; <see langword="null"/> while the
    /// listing is not complete.
    /// </summary>
    public TimeSpan? Remaining { get; init; }
}
