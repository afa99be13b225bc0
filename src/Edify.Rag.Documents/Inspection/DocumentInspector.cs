using Edify.Rag.Documents.Reading;

namespace Edify.Rag.Documents.Inspection;

/// <summary>Reads a document with the reader that ingestion would choose, and surveys what comes out.</summary>
internal sealed class DocumentInspector(
    IReadOnlyList<IDocumentReader> readers, IChunker chunker, DocumentInspectionOptions options, TimeProvider time) : IDocumentInspector
{
    private const int ProbeLength = 4096;

    /// <inheritdoc/>
    public async Task<DocumentReport> InspectAsync(Stream content, InspectionRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(request);
        var survey = new DocumentSurvey();
        var listeners = new Listeners(request, time);
        var started = time.GetTimestamp();
        DocumentError? error = null;
        try
        {
            await ReadAsync(content, request, survey, listeners, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!listeners.HaveFailed && !(e is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            error = ErrorOf(e);
        }

        return survey.Report(request.Name) with { Elapsed = time.GetElapsedTime(started) - listeners.Elapsed, Error = error };
    }

    private async Task ReadAsync(
        Stream content, InspectionRequest request, DocumentSurvey survey, Listeners listeners, CancellationToken cancellationToken)
    {
        var context = new DocumentContext
        {
            Name = request.Name,
            Limits = options.Limits,
            Passwords = [.. options.Passwords, .. request.Passwords],
            Report = survey,
            Info = survey,
        };
        var seekable = await SeekableContent.OpenAsync(content, context, cancellationToken).ConfigureAwait(false);
        await using var disposal = seekable.ConfigureAwait(false);
        var reader = await ChooseReaderAsync(seekable.Stream, request, survey, cancellationToken).ConfigureAwait(false);
        survey.Reader = reader.Fingerprint;

        var elements = listeners.HearAsync(survey.ObserveAsync(reader.ReadAsync(seekable.Stream, context, cancellationToken), cancellationToken), cancellationToken);
        if (request.OnChunk is null)
        {
            await foreach (var element in elements.ConfigureAwait(false)) _ = element;
            return;
        }

        await foreach (var chunk in chunker.ChunkAsync(elements, cancellationToken).ConfigureAwait(false))
        {
            survey.Chunks++;
            await listeners.HearAsync(chunk, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<IDocumentReader> ChooseReaderAsync(
        Stream content, InspectionRequest request, DocumentSurvey survey, CancellationToken cancellationToken)
    {
        var start = content.Position;
        var head = new byte[ProbeLength];
        var length = await content.ReadAtLeastAsync(head, ProbeLength, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        content.Position = start;
        var probe = new DocumentProbe(request.Name, request.ContentType, head.AsMemory(0, length));

        // The first heading in them is the name of a part: of a file, of a sheet.
        survey.IsNamedByFile = DocumentFormats.Detect(probe) is DocumentFormat.Zip or DocumentFormat.Xlsx;
        return readers.FirstOrDefault(r => r.CanRead(probe)) ?? throw DocumentReadException.NoReader(request.Name, readers);
    }

    // What readers let through may hold text of the document, so that only its type is told.
    private static DocumentError ErrorOf(Exception error) => error switch
    {
        DocumentReadException e => new(e.Fault, e.Message, e.Limit),
        RagException or IOException or UnauthorizedAccessException => new(null, error.Message),
        _ => new(null, $"The file could not be processed ({error.GetType().Name}); report it with the file if it opens elsewhere."),
    };
}
