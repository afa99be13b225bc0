namespace Edify.Rag.Embeddings.Tests.Onnx;

public sealed class OnnxModelsTests
{
    [Fact]
    public void A_whole_folder_is_described_and_measured()
    {
        using var model = new OnnxTestModel(BertShape.Tiny, "pooling_mode_mean_tokens");

        var report = OnnxModels.Check(new() { ModelPath = model.Folder, RuntimeLibrary = NeededOnnx.Runtime });

        Assert.True(report.IsUsable, string.Join(' ', report.Lacks));
        Assert.Equal(("embedder", model.File, 16, 64), (report.Kind, report.File, report.Dimension, report.MaxLength));
        Assert.NotEmpty(report.Speeds);
        Assert.All(report.Speeds, s => Assert.True(s.TokensPerSecond > 0));
        Assert.True(report.ShortTextMilliseconds > 0);
        Assert.Empty(report.Notes);
    }

    [Fact]
    public void All_that_is_lacking_is_named_at_once()
    {
        using var model = new OnnxTestModel(BertShape.Tiny, "pooling_mode_mean_tokens");
        File.Delete(model.File);
        File.Delete(model["vocab.txt"]);

        var report = OnnxModels.Check(new() { ModelPath = model.Folder, RuntimeLibrary = model["nothing.so"] });

        Assert.False(report.IsUsable);
        Assert.Equal(3, report.Lacks.Count);
        Assert.Empty(report.Speeds);
    }

    [Fact]
    public void A_reranker_is_known_for_one()
    {
        using var model = new OnnxTestModel(BertShape.Tiny with { Labels = 1, OutputName = "logits" });

        var report = OnnxModels.Check(new() { ModelPath = model.Folder, RuntimeLibrary = NeededOnnx.Runtime });

        Assert.True(report.IsUsable, string.Join(' ', report.Lacks));
        Assert.Equal("reranker", report.Kind);
        Assert.NotEmpty(report.Speeds);
    }

    [Fact]
    public void What_is_guessed_is_noted()
    {
        using var model = new OnnxTestModel(BertShape.Tiny);

        var report = OnnxModels.Check(new() { ModelPath = model.Folder, RuntimeLibrary = NeededOnnx.Runtime });

        Assert.Contains(report.Notes, n => n.Contains("modules.json", StringComparison.Ordinal));
    }
}
