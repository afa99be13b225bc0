using Edify.Rag.Embeddings.Hashing;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.AI;

namespace Edify.Rag.Embeddings.Tests.Hashing;

public sealed class TermWeightingTests
{
    private static readonly HashingEmbedder Embedder = new(new());

    [Fact]
    public void It_is_found_through_decorators_and_tells_the_words_of_a_question_once_each()
    {
        using var decorated = new Decorated(Embedder);

        var weighting = Assert.IsAssignableFrom<ITermWeighting>(decorated.GetService(typeof(ITermWeighting)));

        Assert.Equal(["when", "is", "the", "fee", "due"], weighting.WordsOf("When is the fee, the FEE, due?"));
        Assert.Empty(weighting.WordsOf("?!"));
        Assert.Throws<ArgumentNullException>(() => weighting.WordsOf(null!));
    }

    [Fact]
    public void Scripts_without_spaces_are_asked_for_by_characters_and_pairs_but_not_with_marks()
    {
        Assert.Equal(["学", "学校", "校", "grade"], Embedder.WordsOf("学校 Grade"));
        Assert.Equal(["ก", "น", "นก"], Embedder.WordsOf("ก\u0E31นก").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_rare_word_draws_the_question_to_itself()
    {
        const string Question = "school photosynthesis";
        var statistics = Statistics(1000, ("school", 900), ("photosynthesis", 2));
        var (common, rare) = (Passage("The school opens."), Passage("Photosynthesis makes sugar."));

        Assert.True(Dot(Weighed(Question, statistics), rare) > Dot(Unweighed(Question), rare) + 0.05);
        Assert.True(Dot(Weighed(Question, statistics), common) < Dot(Unweighed(Question), common) - 0.05);
    }

    [Fact]
    public void A_word_that_no_record_holds_is_as_rare_as_can_be_and_one_that_nothing_is_known_of_is_average()
    {
        const string Question = "school libary";
        var near = Passage("library");
        var unheardOf = Dot(Weighed(Question, Statistics(1000, ("school", 500), ("libary", 0))), near);
        var unknown = Dot(Weighed(Question, Statistics(1000, ("school", 500))), near);

        Assert.True(unheardOf > 1.2 * unknown);
        Assert.Equal(Dot(Unweighed(Question), near), unknown, 3);
    }

    [Fact]
    public void A_character_of_a_pair_is_no_rarer_than_the_pair()
    {
        // An index of pairs knows no single characters: without the pairs' numbers they would outweigh everything.
        var statistics = Statistics(1000, ("学", 0), ("校", 0), ("学校", 990), ("税", 0), ("税金", 3), ("金", 0));

        var vector = Weighed("学校 税金", statistics);

        Assert.True(Dot(vector, Passage("税金")) > 0.9);
        Assert.True(Dot(vector, Passage("学校")) < 0.1);
    }

    [Fact]
    public void Without_statistics_and_with_none_of_its_words_a_question_is_embedded_as_ever()
    {
        const string Question = "When is the admission fee due?";

        Assert.Equal(Passage(Question), Unweighed(Question));
        Assert.Equal(Passage(Question), Weighed(Question, Statistics(1000)));
        Assert.Equal(Passage(Question), Weighed(Question, Statistics(0)));
    }

    [Fact]
    public void Words_that_every_record_holds_still_have_a_direction()
    {
        var vector = Weighed("school fees", Statistics(long.MaxValue, ("school", long.MaxValue), ("fees", long.MaxValue)));

        Assert.True(Dot(vector, Passage("school fees")) > 0.99);
    }

    [Fact]
    public async Task Passages_are_never_weighed()
    {
        var options = new EmbeddingGenerationOptions
        {
            AdditionalProperties = new() { [EmbeddingPurposes.StatisticsKey] = Statistics(1000, ("school", 1000), ("fees", 1)) },
        };

        Assert.Equal(Passage("school fees"), (await Embedder.GenerateAsync(["school fees"], options))[0].Vector.ToArray());
    }

    [Fact]
    public void Any_question_with_any_statistics_has_a_vector_of_unit_length() =>
        Prop.ForAll<string?, int, int>((text, records, frequency) =>
        {
            var words = Embedder.WordsOf(text ?? "").Index().ToDictionary(w => w.Item, w => (long)frequency * w.Index);
            var vector = Weighed(text ?? "", new(records, words));
            return Math.Abs(Dot(vector, vector) - 1) < 1e-5;
        }).Check(Law.On(100));

    private static TermStatistics Statistics(long records, params (string Word, long Frequency)[] frequencies) =>
        new(records, frequencies.ToDictionary(f => f.Word, f => f.Frequency));

    private static float[] Weighed(string question, TermStatistics statistics) => Vector(question, EmbeddingPurposes.ForQuery(statistics));

    private static float[] Unweighed(string question) => Vector(question, EmbeddingPurposes.ForQuery());

    private static float[] Passage(string text) => Vector(text, null);

    private static float[] Vector(string text, EmbeddingGenerationOptions? options)
    {
        var task = Embedder.GenerateAsync([text], options);
        Assert.True(task.IsCompletedSuccessfully);
        return task.Result[0].Vector.ToArray();
    }

    private static double Dot(float[] left, float[] right) => left.Zip(right, (l, r) => (double)l * r).Sum();

    private sealed class Decorated(IEmbeddingGenerator<string, Embedding<float>> inner) : DelegatingEmbeddingGenerator<string, Embedding<float>>(inner);
}
