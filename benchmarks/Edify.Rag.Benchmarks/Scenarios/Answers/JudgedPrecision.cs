using Edify.Rag.Benchmarks.Measuring;
using Edify.Rag.Benchmarks.Scenarios.Retrieval;

namespace Edify.Rag.Benchmarks.Scenarios.Answers;

/// <summary>Mean average precision of what a pipeline finds that nothing was chosen for.</summary>
internal static class JudgedPrecision
{
    private const string Unit = "MAP";

    public static async IAsyncEnumerable<Figure> RunAsync()
    {
        foreach (var (collection, least) in RetrievalFigures.Collections().Zip([0.31, 0.28]))
        {
            await using var search = await JudgedSearch.OverAsync(collection);
            var (words, hybrid) = (await search.PrecisionAsync(RetrievalMode.Lexical), await search.PrecisionAsync(RetrievalMode.Hybrid));
            yield return Goals.AtLeast($"search by words, {collection.Name}", Unit, least, words);
            yield return new($"hybrid search without any model, {collection.Name}", Unit, new(hybrid), new("not below words alone", f => f.Value.Median >= f.Baseline.Median))
            {
                BaselineName = "words alone",
                Baseline = new(words),
            };
        }
    }
}
