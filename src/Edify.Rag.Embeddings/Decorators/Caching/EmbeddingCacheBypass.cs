using Microsoft.Extensions.AI;

namespace Edify.Rag;

/// <summary>Tells a cache to let a call through to the embedder, for whoever wants to know whether that one answers.</summary>
public static class EmbeddingCacheBypass
{
    /// <summary>Name of the wish among <see cref="EmbeddingGenerationOptions.AdditionalProperties"/>; its value makes no difference.</summary>
    public const string Key = "edify.cache.bypass";

    /// <summary>Options of a call whose vectors are neither taken from a cache nor kept in one.</summary>
    public static EmbeddingGenerationOptions Options() => new() { AdditionalProperties = new() { [Key] = true } };
}
