using Edify.Rag.Embeddings.Onnx;
using Microsoft.Extensions.AI;

namespace Edify.Rag.Embeddings.Tests.Onnx;

/// <summary>A model's folder that goes with the test.</summary>
internal sealed class OnnxTestModel : IDisposable
{
    private readonly TemporaryDirectory _place = new();

    public OnnxTestModel(BertShape shape, params string[] pooling) => ModelFolder.Write(Folder, shape, pooling);

    public string Folder => _place["tiny-model"];

    public string File => this["onnx", "model.onnx"];

    public string this[params string[] parts] => Path.Combine([Folder, .. parts]);

    public OnnxEmbedder Open(Action<OnnxEmbeddingOptions>? configure = null)
    {
        var options = new OnnxEmbeddingOptions { ModelPath = Folder, RuntimeLibrary = NeededOnnx.Runtime };
        configure?.Invoke(options);
        return OnnxEmbedder.Load(options, TimeProvider.System);
    }

    public OnnxReranker OpenReranker(Action<OnnxRerankerOptions>? configure = null)
    {
        var options = new OnnxRerankerOptions { ModelPath = Folder, RuntimeLibrary = NeededOnnx.Runtime };
        configure?.Invoke(options);
        return OnnxReranker.Load(options, TimeProvider.System);
    }

    /// <summary>What is said when the model is opened.</summary>
    public string Refusal(Action<OnnxEmbeddingOptions>? configure = null)
    {
        var message = Assert.Throws<RagConfigurationException>(() => Open(configure).Dispose()).Message;
        Assert.DoesNotContain('\n', message);
        return message;
    }

    /// <summary>Texts of the model's words, of many lengths.</summary>
    public static List<string> Texts(int count, int mostWords, int seed = 7)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => string.Join(' ', Enumerable.Range(0, random.Next(mostWords + 1)).Select(_ => ModelFolder.Word(random.Next(350)))))];
    }

    public static async Task<float[][]> VectorsAsync(OnnxEmbedder embedder, IEnumerable<string> texts, EmbeddingGenerationOptions? options = null) =>
        [.. (await embedder.GenerateAsync(texts, options)).Select(e => e.Vector.ToArray())];

    /// <summary>The largest difference of two numbers at the same place.</summary>
    public static double Distance(float[] a, float[] b)
    {
        Assert.Equal(a.Length, b.Length);
        var most = 0.0;
        for (var i = 0; i < a.Length; i++) most = Math.Max(most, Math.Abs((double)a[i] - b[i]));
        return most;
    }

    public void Dispose() => _place.Dispose();
}
