namespace Edify.Rag.Embeddings.Tests.Onnx;

public sealed class BadModelTests : IDisposable
{
    private readonly OnnxTestModel _model = new(BertShape.Tiny, "pooling_mode_mean_tokens");

    public void Dispose() => _model.Dispose();

    [Fact]
    public void A_folder_that_is_not_there() => Refused("There is no model at", o => o.ModelPath = _model["nowhere"]);

    [Fact]
    public void A_folder_without_a_model()
    {
        Directory.CreateDirectory(_model["empty"]);
        Refused("has no config.json", o => o.ModelPath = _model["empty"]);
    }

    [Fact]
    public void A_folder_without_an_ONNX_file()
    {
        File.Delete(_model.File);
        Refused("optimum-cli export onnx");
    }

    [Fact]
    public void A_named_file_that_is_not_there() => Refused("it has 'onnx", o => o.ModelFile = "model_O2.onnx");

    [Fact]
    public void A_folder_without_a_tokenizer()
    {
        File.Delete(_model["vocab.txt"]);
        Refused("tokenizer");
    }

    [Theory]
    [InlineData("config.json")]
    [InlineData("modules.json")]
    [InlineData("sentence_bert_config.json")]
    [InlineData("1_Pooling/config.json")]
    public void A_damaged_setting(string name)
    {
        File.WriteAllText(_model[name.Split('/')], "{ \"cut off");
        Refused("is damaged");
    }

    [Fact]
    public void A_pooling_that_is_not_described()
    {
        File.Delete(_model["1_Pooling", "config.json"]);
        Refused("is missing");
        File.WriteAllText(_model["1_Pooling", "config.json"], """{ "pooling_mode_new_kind": true }""");
        Refused("no kind of pooling");
        File.WriteAllText(_model["1_Pooling", "config.json"], """{ "pooling_mode": "attention" }""");
        Refused("'attention'");
    }

    [Fact]
    public void A_module_that_is_not_known()
    {
        File.WriteAllText(_model["modules.json"], """[{ "idx": 0, "path": "", "type": "sentence_transformers.models.CNN" }]""");
        Refused("'CNN'");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5_000)]
    [InlineData(-1)]
    public void A_damaged_ONNX_file(int length)
    {
        var whole = File.ReadAllBytes(_model.File);
        File.WriteAllBytes(_model.File, length < 0 ? new byte[whole.Length] : whole[..length]);
        Refused("can't be loaded");
    }

    [Fact]
    public void Something_else_under_the_name_of_a_model()
    {
        File.WriteAllText(_model.File, "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 90387630\n");
        Refused("can't be loaded");
    }

    [Fact]
    public void Weights_beside_the_model_that_are_missing()
    {
        File.WriteAllBytes(_model.File, BertWriter.Write(BertShape.Tiny, externalData: "model.onnx_data"));
        Refused("weights that it keeps in a file of its own");
    }

    [Fact]
    public void An_opset_of_the_future()
    {
        File.WriteAllBytes(_model.File, BertWriter.Write(BertShape.Tiny, opset: 90));
        Refused("opset that ONNX Runtime");
    }

    [Fact]
    public void A_classifier_in_place_of_an_encoder()
    {
        File.WriteAllBytes(_model.File, BertWriter.Write(BertShape.Tiny with { Labels = 3, OutputName = "logits" }));
        Refused("no output of token vectors");
    }

    [Fact]
    public void A_model_of_something_else_than_text()
    {
        File.WriteAllBytes(_model.File, BertWriter.Write(BertShape.Tiny with { InputNames = ("pixels", "attention_mask", "token_type_ids") }));
        Refused("'pixels'");
    }

    [Fact]
    public async Task A_tokenizer_of_another_model()
    {
        File.WriteAllBytes(_model.File, BertWriter.Write(BertShape.Tiny with { Vocabulary = 40 }));
        File.WriteAllText(_model["config.json"], """{ "model_type": "bert", "vocab_size": 40, "max_position_embeddings": 64 }""");
        using var embedder = _model.Open();

        Assert.Single(await embedder.GenerateAsync([ModelFolder.Word(2)]));
        var error = await Assert.ThrowsAsync<RagConfigurationException>(() => embedder.GenerateAsync([ModelFolder.Word(300)]));
        Assert.Contains("belong to different models", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Weights_that_give_no_numbers()
    {
        var bytes = File.ReadAllBytes(_model.File);
        // The words' vectors come first among the weights: a pattern of ones is no number.
        var weights = bytes.AsSpan().IndexOf("words"u8) + 16;
        bytes.AsSpan(weights, 400 * 16 * 3).Fill(0xFF);
        File.WriteAllBytes(_model.File, bytes);
        using var embedder = _model.Open();

        var error = await Assert.ThrowsAsync<RagConfigurationException>(() => embedder.GenerateAsync(["bada difo gemu"]));
        Assert.Contains("not a number", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void More_than_the_model_has() => Refused("takes no more than 64 tokens", o => o.MaxLength = 65);

    [Fact]
    public void More_dimensions_than_the_model_has() => Refused("the model's vectors have 16", o => o.Dimensions = 17);

    [Fact]
    public async Task A_prefix_that_leaves_no_room()
    {
        using var embedder = _model.Open(o => (o.MaxLength, o.PassagePrefix) = (4, "bada difo gemu"));
        Assert.Contains("nothing is left for texts", (await Assert.ThrowsAsync<RagConfigurationException>(() => embedder.GenerateAsync(["a"]))).Message, StringComparison.Ordinal);
    }

    private void Refused(string because, Action<OnnxEmbeddingOptions>? configure = null) => Assert.Contains(because, _model.Refusal(configure), StringComparison.Ordinal);
}
