using Edify.Rag.Documents.Html;
using Edify.Rag.Documents.OpenXml.Drawing;
using Edify.Rag.Documents.OpenXml.Packaging;
using Edify.Rag.Documents.Reading;
using Edify.Rag.Documents.Text;

namespace Edify.Rag.Documents.OpenXml.Docx;

/// <summary>Documents of other formats that stand in for a part of the text (ISO/IEC 29500-1, 17.17.2).</summary>
/// <remarks>HTML, text and DOCX are read, each once; others are left out.</remarks>
internal sealed class DocxChunks(OfficePackage package, DocumentReaderOptions options, int depth, CancellationToken cancellationToken)
{
    private const int Deepest = 3;
    private const int MostCharacters = 32 * 1024 * 1024;
    private const int MostBytes = 128 * 1024 * 1024;
    private const int HeadBytes = 4096;

    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);
    private long _characters;
    private long _inner;

    /// <summary>Reads a document.</summary>
    /// <param name="part">The part that holds it, if it is known.</param>
    public async Task<List<OfficePiece>> ReadAsync(string? part)
    {
        var pieces = new List<OfficePiece>();
        if (part is null || depth >= Deepest || !_taken.Add(part)) return pieces;
        try
        {
            await AddAsync(part, pieces).ConfigureAwait(false);
        }
        catch (Exception e) when (e is DocumentReadException { Fault: not DocumentFault.OverLimit } || OfficeDocument.IsDamage(e))
        {
            package.Context.Report?.Report(new(ReadEventKind.Repaired, 0, "a damaged document within the document was left out"));
        }

        return pieces;
    }

    private async Task AddAsync(string part, List<OfficePiece> pieces)
    {
        if (await ReaderAsync(part).ConfigureAwait(false) is not { } reader) return;

        var content = await ContentAsync(part, reader.NeedsSeeking).ConfigureAwait(false);
        await using var disposal = content.ConfigureAwait(false);
        var context = package.Context with { Info = null, Report = null };
        await foreach (var element in reader.ReadAsync(content, context, cancellationToken).ConfigureAwait(false))
        {
            if (element.Kind == ElementKind.RunningHead) continue;
            _characters += element.Text.Length;
            if (_characters > MostCharacters) throw TooLong(MostCharacters, "characters");
            pieces.Add(new(element.Kind, element.Text, element.Level));
        }
    }

    private async Task<IDocumentReader?> ReaderAsync(string part)
    {
        var head = new byte[HeadBytes];
        var stream = await package.OpenAsync(part, isCounted: false, cancellationToken).ConfigureAwait(false);
        await using var disposal = stream.ConfigureAwait(false);
        var length = await stream.ReadAtLeastAsync(head, HeadBytes, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        if (part.Contains(".mht", StringComparison.OrdinalIgnoreCase)) return null;
        return DocumentFormats.Detect(new DocumentProbe(part, null, head.AsMemory(0, length))) switch
        {
            DocumentFormat.Html => new HtmlDocumentReader(mainContentOnly: false),
            DocumentFormat.Text or DocumentFormat.Markdown => new TextDocumentReader(),
            DocumentFormat.Docx => new DocxDocumentReader(options, depth + 1),
            _ => null,
        };
    }

    private async Task<Stream> ContentAsync(string part, bool needsSeeking)
    {
        var stream = await package.OpenAsync(part, isCounted: true, cancellationToken).ConfigureAwait(false);
        if (!needsSeeking) return stream;
        await using var disposal = stream.ConfigureAwait(false);
        var copy = new MemoryStream();
        var limited = new LimitedStream(stream, read => _inner += _inner + read > MostBytes ? throw TooLong(MostBytes, "bytes") : read);
        await limited.CopyToAsync(copy, cancellationToken).ConfigureAwait(false);
        copy.Position = 0;
        return copy;
    }

    private DocumentReadException TooLong(long most, string unit) =>
        OverLimit.Held(package.Context, nameof(DocumentLimits.MaxInflatedBytes), "What other documents add to the text", most, unit);
}
