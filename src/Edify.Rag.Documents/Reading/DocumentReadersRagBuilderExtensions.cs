using Edify.Rag.Documents.Archives;
using Edify.Rag.Documents.Containers;
using Edify.Rag.Documents.Csv;
using Edify.Rag.Documents.Eml;
using Edify.Rag.Documents.Epub;
using Edify.Rag.Documents.Html;
using Edify.Rag.Documents.Markdown;
using Edify.Rag.Documents.OpenXml.Docx;
using Edify.Rag.Documents.OpenXml.Pptx;
using Edify.Rag.Documents.OpenXml.Xlsx;
using Edify.Rag.Documents.Pdf;
using Edify.Rag.Documents.Reading;
using Edify.Rag.Documents.Text;
using Edify.Rag.Shared.Composition;
using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag;

/// <summary>Adds the document readers.</summary>
public static class DocumentReadersRagBuilderExtensions
{
    /// <summary>Reads PDF, DOCX, PPTX, XLSX, HTML, EPUB, Markdown, CSV, messages, ZIP archives and text; each file by its content, then its name.</summary>
    /// <remarks>Readers added before are asked first. Every reader is held to the <see cref="DocumentLimits"/>.</remarks>
    /// <param name="builder">The pipeline.</param>
    /// <param name="configure">Sets the options.</param>
    public static IRagBuilder UseDocumentReaders(this IRagBuilder builder, Action<DocumentReaderOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddValidatedOptions<DocumentReaderOptions, DocumentReaderOptionsValidator>(configure);
        return builder
            .AddReader("pdf", (services, _) => new PdfDocumentReader(services.GetKeyedService<IOcrEngine>(builder.Name)))
            .AddReader("docx", (_, options) => new DocxDocumentReader(options))
            .AddReader("pptx", (_, options) => new PptxDocumentReader(options))
            .AddReader("xlsx", (_, options) => new XlsxDocumentReader(options))
            .AddReader("html", (_, options) => new HtmlDocumentReader(options.MainContentOnly))
            .AddReader("epub", (_, _) => new EpubDocumentReader())
            .AddReader("markdown", (_, _) => new MarkdownDocumentReader())
            .AddReader("csv", (_, _) => new CsvDocumentReader())
            .AddReader("eml", (services, options) => new EmlDocumentReader(AllReaders(services, options)))
            .AddReader("zip", (services, options) => new ZipDocumentReader(AllReaders(services, options)))
            .AddReader("text", (_, _) => new TextDocumentReader());

        // A container reader is one of the readers that it asks, so that they are looked up when it first reads.
        ReaderSet AllReaders(IServiceProvider services, DocumentReaderOptions options) => new(() => services.GetRagAll<IDocumentReader>(builder.Name), options);
    }

    private static IRagBuilder AddReader(
        this IRagBuilder builder, string format, Func<IServiceProvider, DocumentReaderOptions, IDocumentReader> make) =>
        builder.Add<IDocumentReader>(format, services => new BoundedDocumentReader(
            make(services, services.GetOptions<DocumentReaderOptions>(builder.Name)), services.GetTime()));
}
