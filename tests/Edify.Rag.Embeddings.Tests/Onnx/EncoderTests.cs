using System.Globalization;
using Edify.Rag.Embeddings.Onnx;
using Microsoft.Extensions.AI;

namespace Edify.Rag.Embeddings.Tests.Onnx;

public sealed class EncoderTests : IDisposable
{
    private readonly OnnxTestModel _model = new(BertShape.Tiny, "pooling_mode_mean_tokens");

    public void Dispose() => _model.Dispose();

    [Fact]
    public async Task The_same_text_has_the_same_vector_in_any_batch()
    {
        using var embedder = _model.Open();
        var texts = OnnxTestModel.Texts(300, mostWords: 70);

        var together = await OnnxTestModel.VectorsAsync(embedder, texts);
        for (var i = 0; i < texts.Count; i += 17)
        {
            var alone = await OnnxTestModel.VectorsAsync(embedder, [texts[i]]);
            Assert.InRange(OnnxTestModel.Distance(alone[0], together[i]), 0, 1e-6);
        }
    }

    [Theory]
    [InlineData(1, 1, 16)]
    [InlineData(3, 1, 64)]
    [InlineData(1, 2, 1024)]
    [InlineData(2, 2, 100_000)]
    public async Task Batches_workers_and_threads_change_no_vector(int batches, int threads, int tokens)
    {
        var texts = OnnxTestModel.Texts(150, mostWords: 70);
        using var usual = _model.Open();
        using var other = _model.Open(o => (o.ParallelBatches, o.ThreadsPerBatch, o.BatchTokens) = (batches, threads, tokens));

        var expected = await OnnxTestModel.VectorsAsync(usual, texts);
        var vectors = await OnnxTestModel.VectorsAsync(other, texts);

        Assert.All(expected.Zip(vectors), pair => Assert.InRange(OnnxTestModel.Distance(pair.First, pair.Second), 0, 1e-6));
    }

    [Fact]
    public async Task More_texts_than_a_group_holds_keep_their_order()
    {
        using var embedder = _model.Open();
        var texts = Enumerable.Range(0, 5000).Select(i => $"{ModelFolder.Word(i % 300)} {ModelFolder.Word(i / 300)}").ToList();

        var vectors = await OnnxTestModel.VectorsAsync(embedder, texts);

        var expected = await OnnxTestModel.VectorsAsync(embedder, [texts[0], texts[2047], texts[2048], texts[4999]]);
        Assert.Equal(5000, vectors.Length);
        Assert.All(new[] { 0, 2047, 2048, 4999 }.Zip(expected), pair => Assert.InRange(OnnxTestModel.Distance(vectors[pair.First], pair.Second), 0, 1e-6));
    }

    [Fact]
    public async Task Many_callers_at_a_time_each_get_their_own()
    {
        using var embedder = _model.Open();
        var texts = OnnxTestModel.Texts(200, mostWords: 30);
        var expected = await OnnxTestModel.VectorsAsync(embedder, texts);

        await Parallel.ForAsync(0, 200, async (i, _) =>
        {
            var options = i % 3 == 0 ? EmbeddingPurposes.ForQuery() : null;
            var vector = Assert.Single(await OnnxTestModel.VectorsAsync(embedder, [texts[i]], options));
            Assert.InRange(OnnxTestModel.Distance(expected[i], vector), 0, 1e-6);
        });
    }

    [Fact]
    public async Task What_is_cancelled_ends_so_and_the_model_goes_on()
    {
        using var embedder = _model.Open();
        using var stop = new CancellationTokenSource();
        var running = embedder.GenerateAsync(OnnxTestModel.Texts(2_000, mostWords: 60), cancellationToken: stop.Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => embedder.GenerateAsync(["bada"], cancellationToken: stop.Token));
        Assert.Single(await embedder.GenerateAsync(["bada"]));
    }

    [Fact]
    public async Task A_disposed_model_refuses_work()
    {
        var embedder = _model.Open();
        embedder.Dispose();
        embedder.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => embedder.GenerateAsync(["bada"]));
    }

    [Fact]
    public async Task Empty_long_and_broken_texts_are_embedded()
    {
        using var embedder = _model.Open();

        var vectors = await OnnxTestModel.VectorsAsync(embedder, ["", "   \t\n", "\ud800 bada \udc00", "\0", new string('x', 10_000_000), string.Concat(Enumerable.Repeat("bada difo ", 1_000_000))]);

        Assert.All(vectors, v => Assert.Equal(1, Math.Sqrt(v.Sum(x => (double)x * x)), 1e-5));
        Assert.InRange(OnnxTestModel.Distance(vectors[0], vectors[1]), 0, 1e-6);
    }

    [Fact]
    public async Task No_text_and_no_vector() => Assert.Empty(await _model.Open().GenerateAsync([]));

    [Fact]
    public async Task A_null_among_texts_is_refused() => await Assert.ThrowsAsync<ArgumentException>(() => _model.Open().GenerateAsync([null!]));

    [Fact]
    public async Task A_long_text_is_cut_to_what_the_model_takes()
    {
        using var embedder = _model.Open(o => o.MaxLength = 12);
        var words = Enumerable.Range(0, 50).Select(ModelFolder.Word).ToList();

        var vectors = await OnnxTestModel.VectorsAsync(embedder, [string.Join(' ', words), string.Join(' ', words.Take(10)), string.Join(' ', words.Take(9))]);

        Assert.InRange(OnnxTestModel.Distance(vectors[0], vectors[1]), 0, 1e-6);
        Assert.True(OnnxTestModel.Distance(vectors[0], vectors[2]) > 1e-4);
    }

    [Fact]
    public async Task Windows_of_a_long_text_are_averaged_by_their_tokens()
    {
        using var embedder = _model.Open(o => (o.MaxLength, o.LongTexts) = (12, OnnxLongTexts.Average));
        var words = Enumerable.Range(0, 25).Select(ModelFolder.Word).ToList();
        string[] windows = [string.Join(' ', words[..10]), string.Join(' ', words[10..20]), string.Join(' ', words[20..])];

        var whole = (await OnnxTestModel.VectorsAsync(embedder, [string.Join(' ', words)]))[0];
        var parts = await OnnxTestModel.VectorsAsync(embedder, windows);

        // Tokens of the windows, special ones included.
        var sum = Enumerable.Range(0, 16).Select(i => (12.0 * parts[0][i]) + (12.0 * parts[1][i]) + (7.0 * parts[2][i])).ToArray();
        var length = Math.Sqrt(sum.Sum(x => x * x));
        Assert.InRange(OnnxTestModel.Distance([.. sum.Select(x => (float)(x / length))], whole), 0, 1e-5);
    }

    [Fact]
    public async Task No_more_windows_than_asked_for_are_read()
    {
        using var embedder = _model.Open(o => (o.MaxLength, o.LongTexts, o.MaxWindows) = (12, OnnxLongTexts.Average, 2));
        var words = Enumerable.Range(0, 200).Select(ModelFolder.Word).ToList();

        var vectors = await OnnxTestModel.VectorsAsync(embedder, [string.Join(' ', words), string.Join(' ', words.Take(20))]);

        Assert.InRange(OnnxTestModel.Distance(vectors[0], vectors[1]), 0, 1e-6);
    }

    [Fact]
    public async Task Prefixes_stand_before_questions_and_passages()
    {
        using var plain = _model.Open();
        using var prefixed = _model.Open(o => (o.QueryPrefix, o.PassagePrefix) = ("bada ", "difo "));

        var expected = await OnnxTestModel.VectorsAsync(plain, ["bada gemu", "difo gemu"]);
        var query = await OnnxTestModel.VectorsAsync(prefixed, ["gemu"], EmbeddingPurposes.ForQuery());
        var passage = await OnnxTestModel.VectorsAsync(prefixed, ["gemu"]);

        Assert.InRange(OnnxTestModel.Distance(expected[0], query[0]), 0, 1e-6);
        Assert.InRange(OnnxTestModel.Distance(expected[1], passage[0]), 0, 1e-6);
    }

    [Fact]
    public async Task Fewer_dimensions_are_the_first_at_unit_length()
    {
        using var all = _model.Open(o => o.Normalize = false);
        using var few = _model.Open(o => o.Dimensions = 4);

        var whole = (await OnnxTestModel.VectorsAsync(all, ["bada difo"]))[0];
        var cut = (await OnnxTestModel.VectorsAsync(few, ["bada difo"]))[0];

        var length = (float)Math.Sqrt(whole[..4].Sum(x => (double)x * x));
        Assert.InRange(OnnxTestModel.Distance([.. whole[..4].Select(x => x / length)], cut), 0, 1e-6);
        Assert.Equal(4, Metadata(few).DefaultModelDimensions);
    }

    [Fact]
    public async Task It_tells_its_model_its_tokens_and_its_tokenizer()
    {
        using var embedder = _model.Open();

        var embeddings = await embedder.GenerateAsync(["bada difo", "bada"]);

        Assert.Equal(16, Metadata(embedder).DefaultModelDimensions);
        Assert.StartsWith("tiny-model@", Metadata(embedder).DefaultModelId, StringComparison.Ordinal);
        Assert.All(embeddings, e => Assert.Equal(embedder.ModelId, e.ModelId));
        var tokenizer = Assert.IsType<ModelTokenizer>(embedder.GetService(typeof(ITextTokenizer)));
        Assert.Equal(embeddings.Usage?.InputTokenCount, tokenizer.CountTokens("bada difo") + tokenizer.CountTokens("bada") + 4L);
    }

    [Fact]
    public void What_changes_vectors_changes_the_name_they_are_kept_under()
    {
        Action<OnnxEmbeddingOptions>?[] settings =
        [
            null, o => o.Pooling = OnnxPooling.Cls, o => o.MaxLength = 20, o => o.QueryPrefix = "a", o => o.PassagePrefix = "a", o => o.Dimensions = 8, o => o.LongTexts = OnnxLongTexts.Average,
        ];
        var names = settings.Select(s =>
        {
            using var embedder = _model.Open(s);
            return embedder.ModelId;
        }).ToList();
        using (var slower = _model.Open(o => (o.ParallelBatches, o.BatchTokens) = (1, 64))) Assert.Equal(names[0], slower.ModelId);

        File.WriteAllBytes(_model.File, BertWriter.Write(BertShape.Tiny with { Seed = 2 }));
        using (var retrained = _model.Open()) names.Add(retrained.ModelId);
        Assert.Equal(names.Count, names.Distinct().Count());
    }

    [Fact]
    public async Task What_it_has_not_is_refused()
    {
        using var embedder = _model.Open();

        await Assert.ThrowsAsync<ArgumentException>(() => embedder.GenerateAsync(["bada"], new() { Dimensions = 8 }));
        await Assert.ThrowsAsync<ArgumentException>(() => embedder.GenerateAsync(["bada"], new() { ModelId = "another" }));
        Assert.Single(await embedder.GenerateAsync(["bada"], new() { Dimensions = 16, ModelId = embedder.ModelId }));
    }

    [Fact]
    public async Task Calibration_finds_a_layout_and_changes_no_vector()
    {
        using var usual = _model.Open();
        using var calibrated = _model.Open(o => o.Calibrate = true);

        var layout = calibrated.Encoder.Layout;
        Assert.True(layout.Workers * layout.Threads <= Math.Max(1, Environment.ProcessorCount), string.Create(CultureInfo.InvariantCulture, $"{layout}"));
        Assert.InRange(OnnxTestModel.Distance((await OnnxTestModel.VectorsAsync(usual, ["bada"]))[0], (await OnnxTestModel.VectorsAsync(calibrated, ["bada"]))[0]), 0, 1e-6);
    }

    private static EmbeddingGeneratorMetadata Metadata(OnnxEmbedder embedder) => (EmbeddingGeneratorMetadata)embedder.GetService(typeof(EmbeddingGeneratorMetadata))!;
}
