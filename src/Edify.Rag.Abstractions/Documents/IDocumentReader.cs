namespace Edify.Rag;

/// <summary>Turns one file format into a stream of elements.</summary>
/// <remarks>Stateless and safe for concurrent use. Memory does not grow with the document where the format allows it.</remarks>
public interface IDocumentReader
{
    /// <summary>Identifies the reader and the version of what it yields, such as "pdf/1"; a change re-processes what it read.</summary>
    string Fingerprint { get; }

    /// <summary>Whether the format needs random access.</summary>
    bool NeedsSeeking { get; }

    /// <summary>Whether this reader handles the format, judged by the first bytes, then by name and media type.</summary>
    /// <param name="probe">What is known of the file.</param>
    bool CanRead(DocumentProbe probe);

    /// <summary>Reads the document.</summary>
    /// <param name="content">The file, at its start; seekable when <see cref="NeedsSeeking"/>. Not disposed.</param>
    /// <param name="context">Name, limits and where to report pages, warnings and what could not be decoded.</param>
    /// <param name="cancellationToken">Observed between elements and inside long steps.</param>
    /// <returns>Elements in reading order; none for a document without text.</returns>
    /// <exception cref="DocumentReadException">The file is damaged beyond reading, encrypted with an unknown password, or over a limit.</exception>
    IAsyncEnumerable<DocumentElement> ReadAsync(Stream content, DocumentContext context, CancellationToken cancellationToken = default);
}
