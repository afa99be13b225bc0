using Edify.Rag.Documents.OpenXml.Drawing;
using Edify.Rag.Documents.OpenXml.Packaging;

namespace Edify.Rag.Documents.OpenXml.Docx;

/// <summary>What the main part refers to.</summary>
/// <param name="Package">The document.</param>
/// <param name="Styles">What its styles mean.</param>
/// <param name="Numbering">Numbers of its paragraphs.</param>
/// <param name="Notes">Its notes and comments.</param>
/// <param name="Drawings">Its diagrams and charts.</param>
/// <param name="Chunks">Documents within it.</param>
internal sealed record DocxResources(
    OfficePackage Package, DocxStyles Styles, DocxNumbering Numbering, DocxNotes Notes, DrawingParts Drawings, DocxChunks Chunks)
{
    /// <summary>Reads them.</summary>
    /// <param name="package">The document.</param>
    /// <param name="options">What is read.</param>
    /// <param name="depth">How many documents lie around this one.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async Task<DocxResources> ReadAsync(
        OfficePackage package, DocumentReaderOptions options, int depth, CancellationToken cancellationToken)
    {
        var styles = await DocxStyles.ReadAsync(package, cancellationToken).ConfigureAwait(false);
        var lists = await DocxLists.ReadAsync(package, cancellationToken).ConfigureAwait(false);
        var notes = await DocxNotes.ReadAsync(package, styles, options.IncludeComments, cancellationToken).ConfigureAwait(false);
        return new DocxResources(
            package,
            styles,
            new DocxNumbering(lists, styles),
            notes,
            new DrawingParts(package, cancellationToken),
            new DocxChunks(package, options, depth, cancellationToken));
    }
}
