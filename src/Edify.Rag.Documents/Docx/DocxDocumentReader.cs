using System.Runtime.CompilerServices;
using System.Xml;
using Edify.Rag.Documents.Reading;

namespace Edify.Rag.Documents.Docx;

/// <summary>Reads Office Open XML word processing documents (ECMA-376, transitional and strict).</summary>
/// <remarks>
/// Streams the main part; memory is bounded by the largest table part, the styles and the notes. Tracked changes count as
/// accepted, hidden text, headers and footers are dropped, notes follow what refers to them. Pages are those at which the
/// document was last laid out; a document that records no page breaks has none.
/// </remarks>
internal sealed class DocxDocumentReader : IDocumentReader
{
    /// <inheritdoc/>
    public string Fingerprint => "docx/1";

    /// <inheritdoc/>
    public bool NeedsSeeking => true;

    /// <inheritdoc/>
    public bool CanRead(DocumentProbe probe) => DocumentFormats.Detect(probe) == DocumentFormat.Docx;

    /// <inheritdoc/>
    public IAsyncEnumerable<DocumentElement> ReadAsync(Stream content, DocumentContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(context);
        return ReadPartsAsync(content, context, cancellationToken).WithDamageAs(context.Name, IsDamage, cancellationToken);
    }

    // What zip and XML readers raise on broken input, besides their own exceptions.
    private static bool IsDamage(Exception e) =>
        e is XmlException or InvalidDataException or EndOfStreamException or NotSupportedException or ArgumentException or OverflowException;

    private static async IAsyncEnumerable<DocumentElement> ReadPartsAsync(
        Stream content, DocumentContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await OleContainer.RefuseAsync(content, context, cancellationToken).ConfigureAwait(false);
        var package = await DocxPackage.OpenAsync(content, context, cancellationToken).ConfigureAwait(false);
        await using var disposal = package.ConfigureAwait(false);

        var styles = await DocxStyles.ReadAsync(package, cancellationToken).ConfigureAwait(false);
        var notes = await DocxNotes.ReadAsync(package, context, cancellationToken).ConfigureAwait(false);
        var hasPages = await DocxPages.ExistAsync(package, cancellationToken).ConfigureAwait(false);

        using var xml = await package.OpenXmlAsync(package.MainPart, cancellationToken).ConfigureAwait(false);
        var body = new DocxBodyReader(xml, styles, notes, hasPages ? context.Report : null, firstPage: hasPages ? 1 : 0);
        while (await body.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            foreach (var element in body.Elements) yield return element;
            body.Elements.Clear();
        }
    }
}
