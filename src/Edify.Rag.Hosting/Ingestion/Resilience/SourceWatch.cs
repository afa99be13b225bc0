namespace Edify.Rag.Hosting.Ingestion.Resilience;

/// <summary>Remembers what went wrong below while one try at one document was under way.</summary>
/// <remarks>
/// A reader that meets a broken connection takes the file for damaged, and says so. Whether the file or the source is to
/// blame is known here.
/// </remarks>
internal sealed class SourceWatch
{
    /// <summary>The latest error of reading content; <see langword="null"/> when there was none.</summary>
    public Exception? Fault { get; private set; }

    /// <summary>The content as the reader gets it; owns what it is over.</summary>
    public Stream Over(Stream content) => new WatchedStream(content, this);

    /// <summary>Keeps an error.</summary>
    public void Keep(Exception error) => Fault = error;
}
