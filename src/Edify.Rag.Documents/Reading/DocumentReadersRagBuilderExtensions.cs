using Edify.Rag.Documents.Docx;
using Edify.Rag.Documents.Html;
using Edify.Rag.Documents.Markdown;
using Edify.Rag.Documents.Pdf;
using Edify.Rag.Documents.Reading;
using Edify.Rag.Documents.Text;
using Edify.Rag.Shared.Composition;
using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag;

/// <summary>Adds the document readers.</summary>
public static class DocumentReadersRagBuilderExtensions
{
    /// <summary>Reads PDF, DOCX, HTML, Markdown and text; each file by its content, then its name.</summary>
    /// <remarks>Readers added before are asked first. Every reader is held to the <see cref="DocumentLimits"/>.</remarks>
    /// <param name="builder">The pipeline.</param>
    /// <param name="configure">Sets the options.</param>
    public static IRagBuilder UseDocumentReaders(this IRagBuilder builder, Action<DocumentReaderOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddValidatedOptions<DocumentReaderOptions, DocumentReaderOptionsValidator>(configure);
        return builder
            .AddReader("pdf", (services, _) => new PdfDocumentReader(services.GetKeyedService<IOcrEngine>(builder.Name)))
            .AddReader("docx", (_, _) => new DocxDocumentReader())
            .AddReader("html", (_, _) => new HtmlDocumentReader())
            .AddReader("markdown", (_, _) => new MarkdownDocumentReader())
            .AddReader("text", (_, _) => new TextDocumentReader());
    }

    private static IRagBuilder AddReader(
        this IRagBuilder builder, string format, Func<IServiceProvider, DocumentReaderOptions, IDocumentReader> make) =>
        builder.Add<IDocumentReader>(format, services => new BoundedDocumentReader(
            make(services, services.GetOptions<DocumentReaderOptions>(builder.Name)), services.GetTime()));
}
