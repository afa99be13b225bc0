namespace Edify.Rag;

/// <summary>Something that happens in a run; see <see cref="IIngestionPipeline.RunAsStreamAsync"/>.</summary>
public abstract record IngestionEvent
{
    private IngestionEvent()
    {
    }

    /// <summary>Documents were finished. Of several that were not looked at in time only the latest is told.</summary>
    /// <param name="Progress">How far the run is.</param>
    public sealed record Progressed(IngestionProgress Progress) : IngestionEvent;

    /// <summary>A document could not be processed; a later run tries again.</summary>
    /// <param name="Name">The document.</param>
    /// <param name="Reason">What is wrong and what to do, without the document's text.</param>
    /// <param name="Attempts">Tries that count so far.</param>
    public sealed record Failed(string Name, string Reason, int Attempts) : IngestionEvent;

    /// <summary>A document is in quarantine: it failed for the last time, or was found there and left alone.</summary>
    /// <param name="Name">The document.</param>
    /// <param name="Reason">What is wrong and what to do, without the document's text.</param>
    /// <param name="Attempts">Tries that count.</param>
    public sealed record Quarantined(string Name, string Reason, int Attempts) : IngestionEvent;

    /// <summary>A call failed for a reason that may pass, and is repeated.</summary>
    /// <param name="Service">Which service, such as "the embedder".</param>
    /// <param name="Attempt">Which repetition, from 1.</param>
    /// <param name="Wait">How long it waits before.</param>
    /// <param name="Reason">What went wrong.</param>
    public sealed record Retrying(string Service, int Attempt, TimeSpan Wait, string Reason) : IngestionEvent;

    /// <summary>A service asked for less; fewer calls go to it at a time, and none before the wait is over.</summary>
    /// <param name="Service">Which service, such as "the embedder".</param>
    /// <param name="Wait">How long it asked to be left alone; zero when it did not say.</param>
    /// <param name="Parallelism">How many calls go to it at a time from now on.</param>
    public sealed record SlowedDown(string Service, TimeSpan Wait, int Parallelism) : IngestionEvent;

    /// <summary>The run is over.</summary>
    /// <param name="Report">What it did.</param>
    public sealed record Completed(IngestionReport Report) : IngestionEvent;
}
