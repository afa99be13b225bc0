using Edify.Rag.Shared.Composition;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag.Hosting.Composition;

/// <summary>What configuration can put around a stage: <c>EdifyRag:{Stage}:{Name}</c>, with its options below or just <c>true</c>.</summary>
/// <param name="Stage">The stage's section.</param>
/// <param name="Name">The decorator's section below it.</param>
/// <param name="With">Calls the decorator's verb with that section.</param>
internal sealed record StageDecorator(string Stage, string Name, Action<IRagBuilder, IConfigurationSection> With);

/// <summary>The decorators of the core packages, the innermost first, in whatever order configuration names them.</summary>
internal static class ShippedDecorators
{
    public static IReadOnlyList<StageDecorator> All { get; } =
    [
        // Innermost: caches hold what was asked for, by the whole text.
        new("Embeddings", "Redaction", (rag, _) => rag.WithEmbeddingRedaction()),

        new("Embeddings", "RateLimit", (rag, section) =>
        {
            rag.Services.Configure<EmbeddingRateLimitOptions>(rag.Name, section, SettingsBinding.Strict<EmbeddingRateLimitOptions>(section));
            rag.WithEmbeddingRateLimit();
        }),

        // Outside the rate limit: what it has costs nothing.
        new("Embeddings", "Cache", (rag, section) =>
        {
            rag.Services.Configure<EmbeddingCacheOptions>(rag.Name, section, SettingsBinding.Strict<EmbeddingCacheOptions>(section));
            rag.WithEmbeddingCache();
        }),
    ];

    /// <summary>Whether a section asks for its decorator: by its mere presence, unless it says false.</summary>
    /// <exception cref="RagConfigurationException">It has a value that is neither true nor false.</exception>
    public static bool IsWanted(IConfigurationSection section)
    {
        if (string.IsNullOrEmpty(section.Value)) return true;
        return bool.TryParse(section.Value, out var wanted)
            ? wanted
            : throw new RagConfigurationException($"The setting {section.Path} is '{section.Value}'; it must be true, false, or hold options.");
    }
}
