using Microsoft.Extensions.AI;

namespace Edify.Rag.Hosting.Composition;

/// <summary>Tells language models from what answers without one.</summary>
internal static class LanguageModels
{
    // What answers with extracts says so of itself, and writes neither questions nor summaries.
    private const string Extracts = "extractive";

    /// <summary>The pipeline's language model; <see langword="null"/> where it answers with extracts.</summary>
    public static IChatClient? FindLanguageModel(this IServiceProvider services, string name)
    {
        var client = services.GetRag<IChatClient>(name);
        return IsExtractive(client) ? null : client;
    }

    /// <summary>Whether a client answers with extracts.</summary>
    public static bool IsExtractive(IChatClient client) =>
        (client.GetService(typeof(ChatClientMetadata)) as ChatClientMetadata)?.DefaultModelId?.StartsWith(Extracts, StringComparison.Ordinal) is true;
}
