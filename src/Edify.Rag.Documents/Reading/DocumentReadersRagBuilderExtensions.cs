using Edify.Rag.Documents.Docx;
using Edify.Rag.Documents.Html;
using Edify.Rag.Documents.Markdown;
using Edify.Rag.Documents.Pdf;
using Edify.Rag.Documents.Reading;
using Edify.Rag.Documents.Text;
using Edify.Rag.Shared.Composition;

namespace Edify.Rag;

/// <summary>Adds the document readers.</summary>
public static class DocumentReadersRagBuilderExtensions
{
    /// <summary>Reads PDF, DOCX, HTML, Markdown and text; each file by its content, then its name.</summary>
    /// <remarks>Readers added before are asked first. Every reader is held to the <see cref="DocumentLimits"/>.</remarks>
    /// <param name="builder">The pipeline.</param>
    public static IRagBuilder UseDocumentReaders(this IRagBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder
            .AddReader("pdf", new PdfDocumentReader())
            .AddReader("docx", new DocxDocumentReader())
            .AddReader("html", new HtmlDocumentReader())
            .AddReader("markdown", new MarkdownDocumentReader())
            .AddReader("text", new TextDocumentReader());
    }

    private static IRagBuilder AddReader(this IRagBuilder builder, string format, IDocumentReader reader) =>
        builder.Add<IDocumentReader>(format, services => new BoundedDocumentReader(reader, services.GetTime()));
}
