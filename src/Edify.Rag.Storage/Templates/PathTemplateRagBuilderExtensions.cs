using Edify.Rag.Storage.Templates;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

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
        builder.Services.AddOptions<PathTemplateOptions>(name).Configure(configure ?? (_ => { })).ValidateOnStart();
        builder.Services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<PathTemplateOptions>, PathTemplateOptionsValidator>());
        return builder.Use<IMetadataExtractor>("path templates", services =>
            new PathTemplateExtractor(services.GetRequiredService<IOptionsMonitor<PathTemplateOptions>>().Get(name)));
    }
}
