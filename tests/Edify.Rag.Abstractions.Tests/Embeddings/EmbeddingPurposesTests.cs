namespace Edify.Rag.Abstractions.Tests.Embeddings;

public sealed class EmbeddingPurposesTests
{
    private static readonly TermStatistics Statistics = new(3, new Dictionary<string, long> { ["fee"] = 1 });

    [Fact]
    public void A_question_is_told_from_a_passage()
    {
        Assert.Equal(EmbeddingPurpose.Query, EmbeddingPurposes.Of(EmbeddingPurposes.ForQuery()));
        Assert.Equal(EmbeddingPurpose.Passage, EmbeddingPurposes.Of(null));
        Assert.Equal(EmbeddingPurpose.Passage, EmbeddingPurposes.Of(new()));
    }

    [Fact]
    public void What_weighs_words_comes_with_questions_only()
    {
        Assert.Same(Statistics, EmbeddingPurposes.StatisticsOf(EmbeddingPurposes.ForQuery(Statistics)));
        Assert.Null(EmbeddingPurposes.StatisticsOf(EmbeddingPurposes.ForQuery()));
        Assert.Null(EmbeddingPurposes.StatisticsOf(null));
        Assert.Null(EmbeddingPurposes.StatisticsOf(new() { AdditionalProperties = new() { [EmbeddingPurposes.StatisticsKey] = Statistics } }));
    }

    [Fact]
    public void Without_statistics_there_is_no_property_that_a_cache_would_stumble_over() =>
        Assert.Equal([EmbeddingPurposes.Key], EmbeddingPurposes.ForQuery(null).AdditionalProperties!.Keys);
}
