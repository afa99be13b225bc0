using System.Runtime.CompilerServices;
using Edify.Rag.Documents.OpenXml.Packaging;
using Edify.Rag.Documents.Reading;

namespace Edify.Rag.Documents.OpenXml.Docx;

/// <summary>Reads Office Open XML word processing documents (ISO/IEC 29500, transitional and strict).</summary>
/// <remarks>
/// Streams the main part; memory is bounded by the largest table part, the styles and the notes. Tracked changes count as
/// accepted, hidden text is dropped, notes follow what refers to them. Pages are those at which the document was last laid
/// out; a document that records no page breaks has none.
/// </remarks>
/// <param name="options">What is read.</param>
/// <param name="depth">How many documents lie around those that are read.</param>
internal sealed class DocxDocumentReader(DocumentReaderOptions? options = null, int depth = 0) : IDocumentReader
{
    private readonly DocumentReaderOptions _options = options ?? new();

    /// <inheritdoc/>
    public string Fingerprint => _options.IncludeComments ? "docx/4+comments" : "docx/4";

    /// <inheritdoc/>
    public bool NeedsSeeking => true;

    /// <inheritdoc/>
    public bool CanRead(DocumentProbe probe) => DocumentFormats.Detect(probe) == DocumentFormat.Docx;

    /// <inheritdoc/>
    public IAsyncEnumerable<DocumentElement> ReadAsync(Stream content, DocumentContext context, CancellationToken cancellationToken = default) =>
        OfficeDocument.Read(content, OfficeFormat.Word, context, ReadContentAsync, cancellationToken);

    private async IAsyncEnumerable<DocumentElement> ReadContentAsync(OfficePackage package, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var resources = await DocxResources.ReadAsync(package, _options, depth, cancellationToken).ConfigureAwait(false);
        if (package.Context.Info is { } info)
        {
            var properties = await CoreProperties.ReadAsync(package, cancellationToken).ConfigureAwait(false);
            info.Report(properties with { Language = properties.Language ?? resources.Styles.Language });
        }

        var hasPages = await DocxPages.ExistAsync(package, cancellationToken).ConfigureAwait(false);
        var output = new DocxOutput(package.Context.Report, hasPages);
        foreach (var head in await DocxRunningHeads.ReadAsync(package, resources.Styles, cancellationToken).ConfigureAwait(false))
            output.Emit(ElementKind.RunningHead, head, 0, output.Page);

        using var xml = await package.OpenXmlAsync(package.MainPart, cancellationToken).ConfigureAwait(false);
        var body = new DocxBodyReader(xml, resources, output);
        do
        {
            foreach (var element in output.Elements) yield return element;
            output.Elements.Clear();
        }
        while (await body.ReadAsync(cancellationToken).ConfigureAwait(false));
        output.Complete();
    }
}
