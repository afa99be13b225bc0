using Edify.Rag.Storage.Templates;
using Edify.Rag.Shared.Composition;

namespace Edify.Rag;

/// <summary>Takes fields from the names of blobs.</summary>
public static class PathTemplateRagBuilderExtensions
{
    /// <summary>Uses path templates as <see cref="IMetadataExtractor"/>.</summary>
    /// <param name="builder">The pipeline.</param>
    /// <param name="configure">Sets the rules; the defaults are those for a school's folders.</param>
    public static IRagBuilder UsePathTemplates(this IRagBuilder builder, Action<PathTemplateOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var name = builder.Name;
        builder.AddValidatedOptions<PathTemplateOptions, PathTemplateOptionsValidator>(configure);
        return builder.Use<IMetadataExtractor>("path templates", services =>
            new PathTemplateExtractor(services.GetOptions<PathTemplateOptions>(name)));
    }
}
