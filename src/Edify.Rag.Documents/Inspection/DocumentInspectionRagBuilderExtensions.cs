using Edify.Rag.Documents.Inspection;
using Edify.Rag.Shared.Composition;

namespace Edify.Rag;

/// <summary>Adds the document inspector.</summary>
public static class DocumentInspectionRagBuilderExtensions
{
    /// <summary>Reports how well documents can be read: an <see cref="IDocumentInspector"/> over the pipeline's readers and chunker.</summary>
    /// <param name="builder">The pipeline.</param>
    /// <param name="configure">Sets the options.</param>
    public static IRagBuilder UseDocumentInspection(this IRagBuilder builder, Action<DocumentInspectionOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddValidatedOptions<DocumentInspectionOptions, DocumentInspectionOptionsValidator>(configure);
        return builder.Use<IDocumentInspector>("inspector", services => new DocumentInspector(
            services.GetRagAll<IDocumentReader>(builder.Name),
            services.GetRag<IChunker>(builder.Name),
            services.GetOptions<DocumentInspectionOptions>(builder.Name),
            services.GetTime()));
    }
}
