using Microsoft.Extensions.AI;

namespace Edify.Rag;

/// <summary>What a text is embedded for. Many models read other words before a question than before a passage.</summary>
public enum EmbeddingPurpose
{
    /// <summary>To be found.</summary>
    Passage,

    /// <summary>To find passages: somebody waits for it.</summary>
    Query,
}

/// <summary>Tells an embedder what a text is for, in the options of the call.</summary>
/// <remarks>Embedders that make no difference overlook it. What caches vectors must take it for a part of the key.</remarks>
public static class EmbeddingPurposes
{
    /// <summary>Name of the purpose among <see cref="EmbeddingGenerationOptions.AdditionalProperties"/>.</summary>
    public const string Key = "edify.purpose";

    private const string Query = "query";

    /// <summary>Options of a call that embeds questions.</summary>
    public static EmbeddingGenerationOptions ForQuery() => new() { AdditionalProperties = new() { [Key] = Query } };

    /// <summary>What the texts of a call are for: passages, unless the options say otherwise.</summary>
    /// <param name="options">Options of the call.</param>
    public static EmbeddingPurpose Of(EmbeddingGenerationOptions? options) =>
        options?.AdditionalProperties?.GetValueOrDefault(Key) is Query ? EmbeddingPurpose.Query : EmbeddingPurpose.Passage;
}
