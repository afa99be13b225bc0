using Edify.Rag.Embeddings.Onnx;

namespace Edify.Rag.Embeddings.Tests.Onnx;

public sealed class RerankerTests : IDisposable
{
    private const string Question = "bada fogo";

    private readonly OnnxTestModel _model = new(BertShape.Tiny with { Labels = 1, OutputName = "logits" });

    public void Dispose() => _model.Dispose();

    internal static List<RetrievedChunk> Passages(int count, int mostWords = 25) =>
        [.. OnnxTestModel.Texts(count, mostWords).Select((text, i) => new RetrievedChunk(new(new Guid(i, 0, 0, new byte[8]), text, new Dictionary<string, FieldValue>()), 1.0 / (60 + i)) { Similarity = 0.5f })];

    [Fact]
    public async Task The_same_passages_come_best_first_with_their_scores()
    {
        using var reranker = _model.OpenReranker();
        var passages = Passages(40);

        var ranked = await reranker.RerankAsync(Question, passages);

        Assert.Equal(passages.Select(p => p.Record.Id).Order(), ranked.Select(p => p.Record.Id).Order());
        Assert.Equal(ranked.Select(p => p.Score).OrderDescending(), ranked.Select(p => p.Score));
        Assert.All(ranked, p => Assert.Equal(p.Score, p.RerankScore));
        Assert.All(ranked, p => Assert.InRange(p.Score, 0, 1));
        Assert.All(ranked, p => Assert.Equal(0.5f, p.Similarity));
        // A model that scores all alike would prove nothing.
        using var logits = _model.OpenReranker(o => o.Score = OnnxRerankScore.Logit);
        var widths = await logits.RerankAsync(Question, passages);
        Assert.True(widths[0].Score - widths[^1].Score > 0.01, $"{widths[0].Score} to {widths[^1].Score}");
    }

    [Fact]
    public async Task A_sigmoid_keeps_the_order_of_logits()
    {
        using var sigmoid = _model.OpenReranker(o => o.Score = OnnxRerankScore.Sigmoid);
        using var logit = _model.OpenReranker(o => o.Score = OnnxRerankScore.Logit);
        var passages = Passages(20);

        var (a, b) = (await sigmoid.RerankAsync(Question, passages), await logit.RerankAsync(Question, passages));

        Assert.Equal(b.Select(p => p.Record.Id), a.Select(p => p.Record.Id));
        Assert.All(a.Zip(b), pair => Assert.Equal(1 / (1 + Math.Exp(-pair.Second.Score)), pair.First.Score, 1e-6));
    }

    [Fact]
    public async Task The_folder_tells_whether_scores_are_logits()
    {
        var config = File.ReadAllText(_model["config.json"]);
        File.WriteAllText(_model["config.json"], config.TrimEnd().TrimEnd('}') + """, "sbert_ce_default_activation_function": "torch.nn.modules.linear.Identity" }""");
        using var told = _model.OpenReranker();
        using var logit = _model.OpenReranker(o => o.Score = OnnxRerankScore.Logit);
        var passages = Passages(10);

        Assert.Equal((await logit.RerankAsync(Question, passages)).Select(p => p.Score), (await told.RerankAsync(Question, passages)).Select(p => p.Score));
    }

    [Fact]
    public async Task Of_two_outputs_the_difference_is_the_score()
    {
        using var model = new OnnxTestModel(BertShape.Tiny with { Labels = 2, OutputName = "logits" });
        using var reranker = model.OpenReranker();

        var ranked = await reranker.RerankAsync(Question, Passages(10));

        Assert.True(ranked.Select(p => p.Score).Distinct().Count() > 5);
        Assert.All(ranked, p => Assert.InRange(p.Score, 0, 1));
    }

    [Fact]
    public async Task A_passage_has_the_same_score_alone_as_among_others()
    {
        using var reranker = _model.OpenReranker();
        var passages = Passages(60, mostWords: 60);

        var ranked = await reranker.RerankAsync(Question, passages);

        foreach (var passage in passages.Take(5))
        {
            var alone = Assert.Single(await reranker.RerankAsync(Question, [passage]));
            Assert.Equal(ranked.Single(p => p.Record.Id == passage.Record.Id).Score, alone.Score, 1e-6);
        }
    }

    [Fact]
    public async Task The_question_and_the_order_of_the_two_matter()
    {
        using var reranker = _model.OpenReranker();
        var passage = Passages(3)[2];

        var scores = new[]
        {
            (await reranker.RerankAsync(Question, [passage]))[0].Score,
            (await reranker.RerankAsync("gemu", [passage]))[0].Score,
            (await reranker.RerankAsync(passage.Record.Text, [passage with { Record = passage.Record with { Text = Question } }]))[0].Score,
        };

        Assert.Equal(3, scores.Distinct().Count());
    }

    [Theory]
    [InlineData(0.3, 3)]
    [InlineData(0.7, 5)]
    [InlineData(0.97, 2)]
    [InlineData(1.0, 4)]
    public async Task Stopping_early_changes_nothing(double weight, int top)
    {
        using var sparing = _model.OpenReranker(o => (o.RetrievalWeight, o.Top, o.BatchTokens) = (weight, top, 128));
        using var reading = _model.OpenReranker(o => o.RetrievalWeight = weight);
        var passages = Passages(60);

        var few = await sparing.RerankAsync(Question, passages);
        var all = await reading.RerankAsync(Question, passages);

        Assert.Equal(all.Take(top).Select(p => p.Record.Id), few.Select(p => p.Record.Id));
        Assert.All(few.Zip(all), pair => Assert.Equal(pair.Second.Score, pair.First.Score, 1e-6));
    }

    [Fact]
    public void Reading_stops_once_nothing_that_is_left_can_get_among_the_best_and_not_before()
    {
        var blend = new RetrievalBlend(Passages(4), weight: 0.5, top: 1);
        var third = blend.Score(2, ofModel: 1);

        Assert.False(blend.IsSettled([third - 0.01, 0.1, null, null], next: 2));
        Assert.True(blend.IsSettled([third + 0.01, 0.1, null, null], next: 2));
        Assert.False(new RetrievalBlend(Passages(4), weight: 0, top: 1).IsSettled([1, 0.1, null, null], next: 2));
    }

    [Fact]
    public async Task Long_empty_and_broken_texts_are_scored()
    {
        using var reranker = _model.OpenReranker();
        var texts = new[] { string.Empty, "\ud800", string.Concat(Enumerable.Repeat("difo ", 100_000)) };
        var passages = texts.Select((text, i) => new RetrievedChunk(new(new Guid(i, 0, 0, new byte[8]), text, new Dictionary<string, FieldValue>()), 1)).ToList();

        Assert.Equal(3, (await reranker.RerankAsync(Question, passages)).Count);
        Assert.Equal(3, (await reranker.RerankAsync(string.Concat(Enumerable.Repeat("bada ", 100_000)), passages)).Count);
        Assert.Equal(3, (await reranker.RerankAsync(string.Empty, passages)).Count);
        Assert.Empty(await reranker.RerankAsync(Question, []));
    }

    [Fact]
    public async Task A_cancelled_call_ends_so()
    {
        using var reranker = _model.OpenReranker();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reranker.RerankAsync(Question, Passages(5), new CancellationToken(canceled: true)));
    }

    [Fact]
    public void An_embedder_is_refused_as_a_reranker()
    {
        using var model = new OnnxTestModel(BertShape.Tiny);
        var error = Assert.Throws<RagConfigurationException>(() => model.OpenReranker().Dispose());
        Assert.Contains("no output of one score", error.Message, StringComparison.Ordinal);
    }
}
