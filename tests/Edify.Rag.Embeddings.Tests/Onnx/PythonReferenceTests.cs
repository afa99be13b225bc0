
namespace Edify.Rag.Embeddings.Tests.Onnx;

/// <summary>The same model in Python's onnxruntime is the oracle.</summary>
public sealed class PythonReferenceTests
{
    private const double Tolerance = 1e-5;

    [Theory]
    [InlineData("mean_tokens")]
    [InlineData("cls_token")]
    [InlineData("max_tokens")]
    [InlineData("lasttoken")]
    [InlineData("mean_sqrt_len_tokens")]
    [InlineData("weightedmean_tokens")]
    public async Task Vectors_equal_those_of_Python_for_every_pooling_and_padding(string pooling)
    {
        using var model = new OnnxTestModel(BertShape.Tiny, "pooling_mode_" + pooling);
        await CompareAsync(model, OnnxTestModel.Texts(120, mostWords: 40), pooling, normalize: true);
    }

    [Fact]
    public async Task Vectors_equal_those_of_Python_without_normalisation()
    {
        using var model = new OnnxTestModel(BertShape.Tiny, "pooling_mode_mean_tokens");
        await CompareAsync(model, OnnxTestModel.Texts(40, mostWords: 40), "mean_tokens", normalize: false);
    }

    [Fact]
    public async Task Vectors_of_a_model_of_MiniLM_s_size_equal_those_of_Python()
    {
        using var model = new OnnxTestModel(BertShape.MiniLm, "pooling_mode_mean_tokens");
        await CompareAsync(model, OnnxTestModel.Texts(12, mostWords: 60), "mean_tokens", normalize: true);
    }

    [Fact]
    public async Task Scores_of_pairs_equal_those_of_Python()
    {
        using var model = new OnnxTestModel(BertShape.Tiny with { Labels = 1, OutputName = "logits" });
        using var reranker = model.OpenReranker(o => o.Score = OnnxRerankScore.Logit);
        var passages = RerankerTests.Passages(30);
        var buffer = new TokenBuffer();
        var pairs = passages.ConvertAll(p =>
        {
            reranker.Encoder.Tokenizer.EncodePair("bada fogo", p.Record.Text, buffer, reranker.Encoder.MaxLength);
            return (Ids: buffer.Ids.ToArray(), Types: buffer.TypeIds.ToArray());
        });

        var expected = await new PythonReference(NeededOnnx.Python).RunAsync(
            model.File, pairs.ConvertAll(p => p.Ids), pairs.ConvertAll(p => p.Types), PythonReference.Rows, normalize: false, batch: 8);

        var ranked = await reranker.RerankAsync("bada fogo", passages);
        var scores = passages.ConvertAll(p => (float)ranked.Single(r => r.Record.Id == p.Record.Id).Score).ToArray();
        Assert.InRange(OnnxTestModel.Distance(expected.Values, scores), 0, Tolerance * 10);
    }

    private static async Task CompareAsync(OnnxTestModel model, List<string> texts, string pooling, bool normalize)
    {
        using var embedder = model.Open(o => o.Normalize = normalize);
        var buffer = new TokenBuffer();
        var tokens = texts.ConvertAll(text =>
        {
            embedder.Encoder.Tokenizer.Encode(text, buffer, embedder.Encoder.MaxLength);
            return buffer.Ids.ToArray();
        });

        var expected = (await new PythonReference(NeededOnnx.Python).RunAsync(model.File, tokens, types: null, pooling, normalize, batch: 8)).Values;

        float[] vectors = [.. (await OnnxTestModel.VectorsAsync(embedder, texts)).SelectMany(v => v)];
        Assert.InRange(OnnxTestModel.Distance(expected, vectors), 0, Tolerance);
    }
}
