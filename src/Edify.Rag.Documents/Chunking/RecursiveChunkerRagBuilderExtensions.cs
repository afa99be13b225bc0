using Edify.Rag.Documents.Chunking;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Edify.Rag;

/// <summary>Adds the chunker.</summary>
public static class RecursiveChunkerRagBuilderExtensions
{
    /// <summary>Cuts documents along their structure: sections, elements, rows and lines, sentences, words.</summary>
    /// <remarks>
    /// With <see cref="ChunkUnit.Tokens"/>, tokens are counted by the pipeline's <see cref="ITextTokenizer"/>; without one
    /// they are estimated: one per four letters of a word, one per sign or ideograph.
    /// </remarks>
    /// <param name="builder">The pipeline.</param>
    /// <param name="configure">Sets the options.</param>
    public static IRagBuilder UseRecursiveChunker(this IRagBuilder builder, Action<ChunkerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);

        builder.Services.AddOptions<ChunkerOptions>(builder.Name).Configure(configure ?? (_ => { })).ValidateOnStart();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ChunkerOptions>, ChunkerOptionsValidator>());
        builder.Services.TryAddKeyedSingleton<ITextTokenizer, ApproximateTokenizer>(builder.Name);
        return builder.Use<IChunker>("recursive", services => new RecursiveChunker(
            services.GetRequiredService<IOptionsMonitor<ChunkerOptions>>().Get(builder.Name),
            services.GetRag<ITextTokenizer>(builder.Name)));
    }
}
