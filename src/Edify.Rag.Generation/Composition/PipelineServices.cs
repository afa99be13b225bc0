using Edify.Rag.Generation.Prompts;
using Edify.Rag.Generation.Text;
using Edify.Rag.Shared.Logging;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Edify.Rag.Generation.Composition;

/// <summary>What several stages of a pipeline share.</summary>
internal static class PipelineServices
{
    // What estimates say of themselves; such a one is no model's tokenizer.
    private const string Estimating = "approximate/";

    /// <summary>Key of the tokenizer that counts what a pipeline's language model reads.</summary>
    public static string TokenizerOf(string name) => $"{name}/context";

    /// <summary>Counts what the pipeline's language model reads. Looked for when it is first needed: a model may be slow to make.</summary>
    public static TokenCounter Tokens(this IServiceProvider services, string name) => new(() => Tokenizer(services, name));

    public static void AddPromptLibrary(this IRagBuilder builder) =>
        builder.Services.TryAddSingleton(services => new PromptLibrary(services.GetLogger<PromptLibrary>()));

    private static ITextTokenizer? Tokenizer(IServiceProvider services, string name)
    {
        if (services.GetKeyedService<ITextTokenizer>(TokenizerOf(name)) is { } chosen) return chosen;
        if (services.GetKeyedService<IChatClient>(name)?.GetService(typeof(ITextTokenizer)) is ITextTokenizer model) return model;

        // The embedder's tokenizer, which chunkers count by, tells nothing about the language model.
        var shared = services.GetKeyedService<ITextTokenizer>(name);
        if (shared is null || shared.Fingerprint.StartsWith(Estimating, StringComparison.Ordinal)) return null;
        var embedders = services.GetKeyedService<IEmbeddingGenerator<string, Embedding<float>>>(name)?.GetService(typeof(ITextTokenizer));
        return ReferenceEquals(shared, embedders) ? null : shared;
    }
}
