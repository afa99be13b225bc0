using Edify.Rag.Documents.Chunking.Measuring;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Edify.Rag.Documents.Chunking;

/// <summary>Finds what counts tokens in a pipeline.</summary>
internal static class TokenizerRegistration
{
    /// <summary>Unless the pipeline has a tokenizer, registers the one that its embedder offers as a service, else an estimate.</summary>
    public static void TryAddTokenizer(this IRagBuilder builder) =>
        builder.Services.TryAddKeyedSingleton<ITextTokenizer>(builder.Name, (services, name) =>
            services.GetKeyedService<IEmbeddingGenerator<string, Embedding<float>>>(name)?.GetService(typeof(ITextTokenizer)) as ITextTokenizer
            ?? new ApproximateTokenizer());
}
