using System.Runtime.CompilerServices;
using Edify.Rag.Documents.OpenXml.Drawing;
using Edify.Rag.Documents.OpenXml.Packaging;
using Edify.Rag.Documents.Reading;

namespace Edify.Rag.Documents.OpenXml.Pptx;

/// <summary>Reads Office Open XML presentations (ISO/IEC 29500, transitional and strict), slide by slide.</summary>
/// <remarks>Pages are slides, counted with the hidden ones, as the presentation counts them.</remarks>
/// <param name="options">What is read.</param>
internal sealed class PptxDocumentReader(DocumentReaderOptions options) : IDocumentReader
{
    /// <inheritdoc/>
    public string Fingerprint { get; } = string.Concat(
        "pptx/2",
        options.IncludeComments ? "+comments" : string.Empty,
        options.IncludeSpeakerNotes ? string.Empty : "-notes",
        options.IncludeHidden ? "+hidden" : string.Empty);

    /// <inheritdoc/>
    public bool NeedsSeeking => true;

    /// <inheritdoc/>
    public bool CanRead(DocumentProbe probe) => DocumentFormats.Detect(probe) == DocumentFormat.Pptx;

    /// <inheritdoc/>
    public IAsyncEnumerable<DocumentElement> ReadAsync(Stream content, DocumentContext context, CancellationToken cancellationToken = default) =>
        OfficeDocument.Read(content, OfficeFormat.PowerPoint, context, ReadContentAsync, cancellationToken);

    private async IAsyncEnumerable<DocumentElement> ReadContentAsync(OfficePackage package, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var slides = new PptxSlides(package, options, cancellationToken);
        var parts = await slides.ListAsync().ConfigureAwait(false);
        if (package.Context.Info is { } info)
            info.Report(await CoreProperties.ReadAsync(package, cancellationToken).ConfigureAwait(false) with { PageCount = parts.Count });

        var composer = new ElementComposer();
        var lost = 0;
        for (var i = 0; i < parts.Count; i++)
        {
            var (pieces, isLost) = await ReadSlideAsync(slides, parts[i], i + 1, package.Context).ConfigureAwait(false);
            if (isLost && ++lost == parts.Count) throw new InvalidDataException("None of the slides can be read.");
            if (pieces is null) continue;
            var characters = 0;
            foreach (var piece in pieces)
            {
                if (composer.Compose(piece.Kind, piece.Text, i + 1, piece.Level) is not { } element) continue;
                characters += element.Text.Length;
                yield return element;
            }

            package.Context.Report?.Report(new(ReadEventKind.PageRead, i + 1, "slide read") { Characters = characters });
        }
    }

    // The other slides are worth reading without one that is damaged.
    private static async Task<(List<OfficePiece>? Pieces, bool IsLost)> ReadSlideAsync(PptxSlides slides, string? part, int number, DocumentContext context)
    {
        try
        {
            if (part is not null) return (await slides.ReadAsync(part, number).ConfigureAwait(false), false);
        }
        catch (Exception e) when (e is not OperationCanceledException && OfficeDocument.IsDamage(e))
        {
            // Reported below, like a slide that is missing.
        }

        context.Report?.Report(new(ReadEventKind.Repaired, number, "a damaged slide was left out"));
        return (null, true);
    }
}
