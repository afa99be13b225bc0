namespace Edify.Rag;

/// <summary>Reads a document as ingestion would, and tells how well that went, without storing anything.</summary>
/// <remarks>
/// Uses the pipeline's own readers, chunker and limits. Stateless and safe for concurrent use; memory does not grow with the
/// document, as far as its reader's does not.
/// </remarks>
public interface IDocumentInspector
{
    /// <summary>Reads a document to its end, or to where it cannot be read on.</summary>
    /// <param name="content">The file, at its start; one that cannot seek is copied to a temporary file. Not disposed.</param>
    /// <param name="request">Its name, and who is told what is read.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>The report. A document or stream that cannot be read is an <see cref="DocumentReport.Error"/>, never an exception.</returns>
    Task<DocumentReport> InspectAsync(Stream content, InspectionRequest request, CancellationToken cancellationToken = default);
}

/// <summary>What to inspect.</summary>
/// <param name="Name">Name of the document with its extension: format and messages depend on it.</param>
public sealed record InspectionRequest(string Name)
{
    /// <summary>Media type as the document's source claims it; <see langword="null"/> where it claims none.</summary>
    public string? ContentType { get; init; }

    /// <summary>Passwords to try besides those of the pipeline, if the file is encrypted.</summary>
    public IReadOnlyList<string> Passwords { get; init; } = [];

    /// <summary>Receives every element as it is read; what it raises ends the inspection and reaches the caller.</summary>
    public Func<DocumentElement, CancellationToken, ValueTask>? OnElement { get; init; }

    /// <summary>Receives every chunk as it is cut; without it nothing is chunked. What it raises ends the inspection and reaches the caller.</summary>
    public Func<Chunk, CancellationToken, ValueTask>? OnChunk { get; init; }
}
