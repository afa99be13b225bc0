using Edify.Rag.Hosting.Privacy;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag;

/// <summary>Keeps what identifies a person from leaving the school.</summary>
public static class PrivacyRagBuilderExtensions
{
    /// <summary>
    /// Replaces what identifies a person by placeholders before a text goes to a language model elsewhere, and puts it back into what comes
    /// from there. What stands for what is known within the one request alone.
    /// </summary>
    /// <remarks>
    /// Models on this machine, or at <see cref="RagOptions.LocalHosts"/>, get texts as they are; one that does not tell where it is counts as
    /// elsewhere. What counts as identifying a person is told by <see cref="PiiDetectionOptions"/>. Images and files are not looked into.
    /// Called again it changes nothing.
    /// </remarks>
    /// <param name="builder">The pipeline.</param>
    public static IRagBuilder WithRedaction(this IRagBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var name = builder.Name;
        if (IsMarked<PrivacyAssembly.RedactionWanted>(builder)) return builder;
        builder.Services.AddKeyedSingleton(name, new PrivacyAssembly.RedactionWanted());
        return builder.Decorate<IChatClient>("redaction", (inner, services) => PrivacyAssembly.Redacting(inner, services, name));
    }

    /// <summary>
    /// Takes what identifies a person out of texts before they go to an embedder elsewhere. Names are then found by words alone.
    /// </summary>
    /// <remarks>
    /// With an embedder elsewhere the collection must be made anew, since its vectors are others; a local embedder is left as it is. Put it
    /// before a cache. Called again it changes nothing.
    /// </remarks>
    /// <param name="builder">The pipeline.</param>
    public static IRagBuilder WithEmbeddingRedaction(this IRagBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var name = builder.Name;
        if (IsMarked<EmbeddingRedactionWanted>(builder)) return builder;
        builder.Services.AddKeyedSingleton(name, new EmbeddingRedactionWanted());
        return builder.Decorate<IEmbeddingGenerator<string, Embedding<float>>>("redaction", (inner, services) => PrivacyAssembly.Redacting(inner, services, name));
    }

    /// <summary>Refuses to start with any part that takes texts beyond the school's own network; see <see cref="RagOptions.LocalOnly"/>.</summary>
    /// <param name="builder">The pipeline.</param>
    /// <param name="hosts">What is the school's own; see <see cref="RagOptions.LocalHosts"/>.</param>
    public static IRagBuilder UseLocalOnly(this IRagBuilder builder, params string[] hosts)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(hosts);
        builder.Services.Configure<RagOptions>(builder.Name, options =>
        {
            options.LocalOnly = true;
            foreach (var host in hosts) options.LocalHosts.Add(host);
        });
        return builder;
    }

    private static bool IsMarked<TMark>(IRagBuilder builder) => builder.Services.Any(s => s.ServiceType == typeof(TMark) && Equals(s.ServiceKey, builder.Name));

    private sealed class EmbeddingRedactionWanted;
}
