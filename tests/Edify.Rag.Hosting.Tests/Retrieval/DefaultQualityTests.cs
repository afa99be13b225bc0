namespace Edify.Rag.Hosting.Tests.Retrieval;

/// <summary>What a pipeline finds that nothing was chosen for: the hashing embedder beside BM25, in the embedded store.</summary>
public class DefaultQualityTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(0, "CACM", 3204, 52)]
    [InlineData(1, "Cranfield", 1400, 225)]
    public async Task Hybrid_search_without_any_model_finds_more_than_words_alone(int place, string name, int texts, int questions)
    {
        var collection = JudgedCollection.LoadAll(ConformanceData.Folder(JudgedCollection.Data))[place];
        Assert.Equal((name, texts, questions), (collection.Name, collection.Texts.Count, collection.Questions.Count));
        await using var search = await JudgedSearch.OverAsync(collection);

        var (words, hybrid) = (await search.NdcgAsync(RetrievalMode.Lexical), await search.NdcgAsync(RetrievalMode.Hybrid));

        output.WriteLine($"nDCG@10: BM25 {words:F4}, hybrid {hybrid:F4}");
        Assert.True(words > 0.3, $"BM25 {words:F4}");
        Assert.True(hybrid > words + 0.01, $"BM25 {words:F4}, hybrid {hybrid:F4}");
    }
}
