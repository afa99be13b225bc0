using Edify.Rag.Benchmarks.Measuring;

namespace Edify.Rag.Benchmarks.Scenarios.Retrieval;

/// <summary>Hybrid search as a pipeline does it that nothing was chosen for, beside BM25 in the same pipeline.</summary>
internal static class RetrievalFigures
{
    public const string Unit = "nDCG@10";

    public static async IAsyncEnumerable<Figure> RunAsync()
    {
        foreach (var collection in Collections())
        {
            await using var search = await JudgedSearch.OverAsync(collection);
            var (words, hybrid) = (await search.NdcgAsync(RetrievalMode.Lexical), await search.NdcgAsync(RetrievalMode.Hybrid));
            yield return new($"hybrid search without any model, {collection.Name}", Unit, new(hybrid), new("above BM25's", f => f.Value.Median > f.Baseline.Median))
            {
                BaselineName = "BM25 alone",
                Baseline = new(words),
            };
        }
    }

    /// <exception cref="MissingPrerequisiteException">The collections are not here.</exception>
    public static IReadOnlyList<JudgedCollection> Collections() => ConformanceFiles.Find(JudgedCollection.Data) is { } folder
        ? JudgedCollection.LoadAll(folder)
        : throw new MissingPrerequisiteException(
            $"The conformance data '{JudgedCollection.Data}' is not here, without which retrieval isn't judged; name its folder in {ConformanceFiles.Variable}.");
}
