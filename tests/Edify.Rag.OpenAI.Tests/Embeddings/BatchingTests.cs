using Edify.Rag.OpenAI.Embeddings;
using Edify.Rag.OpenAI.Tests.Support;
using FsCheck;
using FsCheck.Fluent;

namespace Edify.Rag.OpenAI.Tests.Embeddings;

public sealed class BatchingTests
{
    [Fact]
    public async Task Requests_hold_so_many_texts_at_most()
    {
        await using var api = new EmbeddingApi();
        using var embedder = api.Open(o => (o.MaxTextsPerRequest, o.MaxParallelRequests) = (10, 1));
        string[] texts = [.. Enumerable.Range(0, 25).Select(i => $"text {i}")];

        var embeddings = await embedder.GenerateAsync(texts);

        Assert.Equal([10, 10, 5], api.Requests.Select(r => r.Texts.Count));
        Assert.Equal(texts, api.Requests.SelectMany(r => r.Texts));
        Assert.Equal(texts.Select(text => WordVectors.Of(text, 64)), embeddings.Select(e => e.Vector.ToArray()));
    }

    [Fact]
    public async Task Requests_hold_so_many_tokens_at_most_by_the_tokenizer_of_the_pipeline()
    {
        await using var api = new EmbeddingApi();
        using var embedder = api.Open(o => (o.MaxTokensPerRequest, o.MaxParallelRequests) = (5, 1), tokenizer: new WordTokenizer());

        await embedder.GenerateAsync(["a b", "c d e", "f", "g h i j k l m", "n"]);

        Assert.Equal([["a b", "c d e"], ["f"], ["g h i j k l m"], ["n"]], api.Requests.Select(r => r.Texts));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("approximate/1")]
    public async Task Without_a_tokenizer_two_bytes_are_taken_for_a_token(string? estimating)
    {
        await using var api = new EmbeddingApi();
        using var embedder = api.Open(
            o => (o.MaxTokensPerRequest, o.MaxParallelRequests) = (6, 1), tokenizer: estimating is null ? null : new WordTokenizer(estimating));

        await embedder.GenerateAsync(["abcd", "efghijkl", "mn", "漢漢漢漢"]);

        Assert.Equal([["abcd", "efghijkl"], ["mn"], ["漢漢漢漢"]], api.Requests.Select(r => r.Texts));
    }

    [Fact]
    public async Task Requests_of_all_callers_together_are_bounded()
    {
        await using var api = new EmbeddingApi();
        var held = new TaskCompletionSource();
        api.Holds = held.Task;
        using var embedder = api.Open(o => (o.MaxTextsPerRequest, o.MaxParallelRequests) = (1, 3));

        var calls = Enumerable.Range(0, 5).Select(i => embedder.GenerateAsync(["a", "b", "c", $"d{i}"])).ToList();
        await api.WaitForAsync(3);
        held.SetResult();
        await Task.WhenAll(calls);

        Assert.Equal((3, 20), (api.MostUnderWay, api.Requests.Count));
    }

    [Fact]
    public void A_plan_has_each_text_once_in_order_and_keeps_its_limits() => Prop.ForAll(
        (from tokens in Gen.Choose(0, 40).ArrayOf() from maxTexts in Gen.Choose(1, 9) from maxTokens in Gen.Choose(1, 60) select (tokens, maxTexts, maxTokens)).ToArbitrary(),
        given =>
        {
            // Those without tokens stand for texts that are refused.
            var texts = Array.ConvertAll(given.tokens, tokens => tokens == 0 ? OutgoingText.Refused("no") : new OutgoingText("x", tokens));
            var plan = BatchPlan.Of(texts, given.maxTexts, given.maxTokens).Select(part => part.ToArray()).ToList();

            Assert.Equal(Enumerable.Range(0, texts.Length).Where(i => texts[i].Refusal is null), plan.SelectMany(part => part));
            Assert.All(plan, part => Assert.InRange(part.Length, 1, given.maxTexts));
            Assert.All(plan, part => Assert.True(part.Length == 1 || part.Sum(i => texts[i].Tokens) <= given.maxTokens));

            // None could have been joined with what follows it.
            Assert.All(plan.Zip(plan.Skip(1)), pair => Assert.True(
                pair.First.Length == given.maxTexts || pair.First.Sum(i => texts[i].Tokens) + texts[pair.Second[0]].Tokens > given.maxTokens));
        }).Check(Law.On(500));
}
