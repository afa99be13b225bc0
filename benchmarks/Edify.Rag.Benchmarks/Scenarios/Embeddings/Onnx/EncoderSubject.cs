using Edify.Rag.Embeddings.Onnx;

namespace Edify.Rag.Benchmarks.Scenarios.Embeddings;

/// <summary>A model of MiniLM-L6's size with weights from a seed, and texts as long as real ones.</summary>
internal sealed class EncoderSubject : IDisposable
{
    private const int MedianTokens = 50;
    private const int MostTokens = 256;
    private const double Spread = 0.7;

    private readonly string _folder = Directory.CreateTempSubdirectory("edify-bench-").FullName;

    public EncoderSubject(BertShape? shape = null) => ModelFolder.Write(_folder, shape ?? BertShape.MiniLm, "pooling_mode_mean_tokens");

    public string Folder => _folder;

    public string File => Path.Combine(_folder, "onnx", "model.onnx");

    /// <summary>ONNX Runtime's library.</summary>
    /// <exception cref="MissingPrerequisiteException">It is not here.</exception>
    public static string Runtime => OnnxTools.FindRuntime() ?? throw new MissingPrerequisiteException(OnnxTools.Advice("ONNX Runtime", "EDIFY_TEST_ONNXRUNTIME"));

    /// <summary>A Python with onnxruntime.</summary>
    /// <exception cref="MissingPrerequisiteException">It is not here.</exception>
    public static string Python => OnnxTools.FindPython() ?? throw new MissingPrerequisiteException(OnnxTools.Advice("A Python with onnxruntime", "EDIFY_TEST_PYTHON_ONNXRUNTIME"));

    public OnnxEmbedder Open(Action<OnnxEmbeddingOptions>? configure = null) => Open(_folder, configure);

    public static OnnxEmbedder Open(string folder, Action<OnnxEmbeddingOptions>? configure = null)
    {
        var options = new OnnxEmbeddingOptions { ModelPath = folder, RuntimeLibrary = Runtime };
        configure?.Invoke(options);
        return OnnxEmbedder.Load(options, TimeProvider.System);
    }

    /// <summary>Texts of words that the model knows, their lengths spread as in real text: half below 50 tokens, none above 256.</summary>
    public static List<string> Texts(int count, int seed = 1)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Text(random, Length(random)))];
    }

    /// <summary>Pieces of real text with lengths spread like those of <see cref="Texts"/>, for a subject with the words of <see cref="KnowRealWords"/>.</summary>
    public static List<string> Prose(ModelTokenizer tokenizer, int count, int seed = 1)
    {
        var (random, prose) = (new Random(seed), new ProseSamples(tokenizer, seed));
        return [.. Enumerable.Range(0, count).Select(_ => prose.Next(Length(random)))];
    }

    /// <summary>Gives the model BERT's own words.</summary>
    /// <exception cref="MissingPrerequisiteException">They are not here.</exception>
    public EncoderSubject KnowRealWords()
    {
        var folder = ConformanceFiles.Find("wordpiece") ?? throw new MissingPrerequisiteException(
            $"The conformance data 'wordpiece' is not here, which has BERT's words; name its folder in {ConformanceFiles.Variable}.");
        System.IO.File.Copy(Path.Combine(folder, "bert-vocab.txt"), Path.Combine(_folder, "vocab.txt"), overwrite: true);
        return this;
    }

    /// <summary>A text of so many tokens, with those that stand around it.</summary>
    public static string Text(Random random, int tokens) => string.Join(' ', Enumerable.Range(0, tokens - 2).Select(_ => ModelFolder.Word(random.Next(20_000))));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static int Length(Random random)
    {
        // Box and Muller.
        var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        return Math.Clamp((int)Math.Round(MedianTokens * Math.Exp(Spread * normal)), 4, MostTokens);
    }
}
