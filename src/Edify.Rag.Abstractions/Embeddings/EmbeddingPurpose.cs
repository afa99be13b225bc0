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

    /// <summary>Name of the <see cref="TermStatistics"/> among <see cref="EmbeddingGenerationOptions.AdditionalProperties"/>.</summary>
    /// <remarks>Only embedders that offer <see cref="ITermWeighting"/> get them. They change with the collection: what caches vectors lets such calls pass.</remarks>
    public const string StatisticsKey = "edify.term_statistics";

    private const string Query = "query";

    /// <summary>Options of a call that embeds questions.</summary>
    public static EmbeddingGenerationOptions ForQuery() => new() { AdditionalProperties = new() { [Key] = Query } };

    /// <summary>Options of a call that embeds questions, with what weighs their words.</summary>
    /// <param name="statistics">Frequencies of the words, for an embedder that offers <see cref="ITermWeighting"/>; <see langword="null"/> for none.</param>
    public static EmbeddingGenerationOptions ForQuery(TermStatistics? statistics)
    {
        var options = ForQuery();
        if (statistics is not null) options.AdditionalProperties![StatisticsKey] = statistics;
        return options;
    }

    /// <summary>What the texts of a call are for: passages, unless the options say otherwise.</summary>
    /// <param name="options">Options of the call.</param>
    public static EmbeddingPurpose Of(EmbeddingGenerationOptions? options) =>
        options?.AdditionalProperties?.GetValueOrDefault(Key) is Query ? EmbeddingPurpose.Query : EmbeddingPurpose.Passage;

    /// <summary>What weighs the words of the questions of a call; <see langword="null"/> when nothing does, and always for passages.</summary>
    /// <param name="options">Options of the call.</param>
    public static TermStatistics? StatisticsOf(EmbeddingGenerationOptions? options) =>
        Of(options) == EmbeddingPurpose.Query ? options?.AdditionalProperties?.GetValueOrDefault(StatisticsKey) as TermStatistics : null;
}
