using System.Runtime.CompilerServices;
using Edify.Rag.Documents.OpenXml.Drawing;
using Edify.Rag.Documents.OpenXml.Packaging;
using Edify.Rag.Documents.Reading;

namespace Edify.Rag.Documents.OpenXml.Xlsx;

/// <summary>Reads Office Open XML workbooks (ISO/IEC 29500, transitional and strict), row by row.</summary>
/// <remarks>
/// Pages are sheets, counted with the hidden ones; their labels are the sheets' names. Formulas count as what they last
/// came to. Memory is bounded by the texts that the cells share and by a part of a table.
/// </remarks>
/// <param name="options">What is read.</param>
internal sealed class XlsxDocumentReader(DocumentReaderOptions options) : IDocumentReader
{
    /// <inheritdoc/>
    public string Fingerprint { get; } = string.Concat(
        "xlsx/3", options.IncludeComments ? "+comments" : string.Empty, options.IncludeHidden ? "+hidden" : string.Empty);

    /// <inheritdoc/>
    public bool NeedsSeeking => true;

    /// <inheritdoc/>
    public bool CanRead(DocumentProbe probe) => DocumentFormats.Detect(probe) == DocumentFormat.Xlsx;

    /// <inheritdoc/>
    public IAsyncEnumerable<DocumentElement> ReadAsync(Stream content, DocumentContext context, CancellationToken cancellationToken = default) =>
        OfficeDocument.Read(content, OfficeFormat.Excel, context, ReadContentAsync, cancellationToken);

    private async IAsyncEnumerable<DocumentElement> ReadContentAsync(OfficePackage package, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var workbook = await XlsxWorkbook.ReadAsync(package, cancellationToken).ConfigureAwait(false);
        if (package.Context.Info is { } info)
        {
            var properties = await CoreProperties.ReadAsync(package, cancellationToken).ConfigureAwait(false);
            info.Report(properties with { PageCount = workbook.Sheets.Count, PageLabels = [.. workbook.Sheets.Select(s => s.Name)] });
        }

        var (composer, parts) = (new ElementComposer(), new XlsxSheetParts(package));
        for (var i = 0; i < workbook.Sheets.Count; i++)
        {
            var sheet = workbook.Sheets[i];
            if (sheet.IsHidden && !options.IncludeHidden) continue;
            if (sheet.Part is null)
            {
                package.Context.Report?.Report(new(ReadEventKind.Repaired, i + 1, "a missing sheet was left out"));
                continue;
            }

            // An empty sheet has no heading either.
            var (isNamed, characters) = (false, 0);
            await foreach (var piece in ReadSheetAsync(package, workbook, parts, sheet.Part, cancellationToken).ConfigureAwait(false))
            {
                if (string.IsNullOrWhiteSpace(piece.Text)) continue;
                if (!isNamed && composer.Compose(ElementKind.Heading, sheet.Name, i + 1, 1) is { } heading) yield return heading;
                isNamed = true;
                if (composer.Compose(piece.Kind, piece.Text, i + 1, piece.Level) is not { } element) continue;
                characters += element.Text.Length;
                yield return element;
            }

            package.Context.Report?.Report(new(ReadEventKind.PageRead, i + 1, "sheet read") { Characters = characters });
        }
    }

    private async IAsyncEnumerable<OfficePiece> ReadSheetAsync(
        OfficePackage package, XlsxWorkbook workbook, XlsxSheetParts parts, string part, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var relationships = await package.RelationshipsAsync(part, cancellationToken).ConfigureAwait(false);
        var table = new XlsxTable(await parts.TableStartsAsync(relationships, cancellationToken).ConfigureAwait(false));
        using (var xml = await package.OpenXmlAsync(part, cancellationToken).ConfigureAwait(false))
        {
            var sheet = new XlsxSheetReader(xml, workbook, table);
            while (await sheet.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                foreach (var piece in table.Pieces) yield return piece;
                table.Pieces.Clear();
            }
        }

        foreach (var piece in await parts.DrawingsAsync(relationships, cancellationToken).ConfigureAwait(false)) yield return piece;
        if (!options.IncludeComments) yield break;
        await foreach (var piece in parts.CommentsAsync(relationships, cancellationToken).ConfigureAwait(false)) yield return piece;
    }
}
