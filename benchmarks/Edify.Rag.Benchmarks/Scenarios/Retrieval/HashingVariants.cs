using Edify.Rag.Benchmarks.Measuring;
using Edify.Rag.Embeddings.Hashing;
using Microsoft.Extensions.AI;

namespace Edify.Rag.Benchmarks.Scenarios.Retrieval;

/// <summary>The hashing embedder with other settings beside the default ones: means over the collections, by hybrid search.</summary>
internal static class HashingVariants
{
    // A default should not be beaten by more than chance: this share of its quality.
    private const double MostGain = 1.01;

    private static readonly HashingScheme Scheme = HashingScheme.Default;

    private static readonly Variant[] Variants =
    [
        new("256 dimensions", 256),
        new("512 dimensions", 512),
        new("768 dimensions", 768),
        new("2,048 dimensions", 2048),
        new("each feature in 1 dimension", Scheme: Scheme with { Positions = 1 }),
        new("each feature in 4 dimensions", Scheme: Scheme with { Positions = 4 }),
        new("n-grams of 3 to 5 characters", Scheme: Scheme with { ShortestGram = 3, LongestGram = 5 }),
        new("n-grams of 3 to 7 characters", Scheme: Scheme with { ShortestGram = 3 }),
        new("n-grams of 4 to 6 characters", Scheme: Scheme with { LongestGram = 6 }),
        new("n-grams of 5 to 8 characters", Scheme: Scheme with { ShortestGram = 5, LongestGram = 8 }),
        new("no n-grams", Scheme: Scheme with { LongestGram = 0 }),
        new("n-grams half as heavy", Scheme: Scheme with { GramWeight = Scheme.GramWeight / 2 }),
        new("n-grams twice as heavy", Scheme: Scheme with { GramWeight = Scheme.GramWeight * 2 }),
        new("words not weighed by the collection", IsWeighed: false),
        new("512 dimensions, 1 for each feature, words not weighed: hashing-v1", 512, Scheme with { Positions = 1 }, IsWeighed: false),
    ];

    public static async IAsyncEnumerable<Figure> RunAsync()
    {
        var collections = RetrievalFigures.Collections();
        var standard = await MeanAsync(collections, new("the defaults"));
        foreach (var variant in Variants)
        {
            yield return new($"hashing: {variant.Name}", RetrievalFigures.Unit, new(await MeanAsync(collections, variant)), new("at most 1 % above the defaults", f => f.Ratio <= MostGain))
            {
                BaselineName = "the defaults",
                Baseline = new(standard),
            };
        }
    }

    private static async Task<double> MeanAsync(IReadOnlyList<JudgedCollection> collections, Variant variant)
    {
        var sum = 0.0;
        foreach (var collection in collections)
        {
            await using var search = await JudgedSearch.OverAsync(collection, rag => rag.Use("hashing variant", _ => variant.Create()));
            sum += await search.NdcgAsync(RetrievalMode.Hybrid);
        }

        return sum / collections.Count;
    }

    /// <summary>Settings that differ from the defaults.</summary>
    private sealed record Variant(string Name, int? Dimensions = null, HashingScheme? Scheme = null, bool IsWeighed = true)
    {
        public IEmbeddingGenerator<string, Embedding<float>> Create()
        {
            var options = new HashingEmbeddingOptions();
            options.Dimensions = Dimensions ?? options.Dimensions;
            var embedder = new HashingEmbedder(options, Scheme);
            return IsWeighed ? embedder : new Unweighing(embedder);
        }
    }

    /// <summary>Hides that an embedder weighs words.</summary>
    private sealed class Unweighing(IEmbeddingGenerator<string, Embedding<float>> inner) : DelegatingEmbeddingGenerator<string, Embedding<float>>(inner)
    {
        public override object? GetService(Type serviceType, object? serviceKey = null) =>
            serviceType == typeof(ITermWeighting) ? null : base.GetService(serviceType, serviceKey);
    }
}
