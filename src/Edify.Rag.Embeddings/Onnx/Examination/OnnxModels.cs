using Edify.Rag.Embeddings.Onnx;
using Edify.Rag.Embeddings.Onnx.Native;

namespace Edify.Rag;

/// <summary>Looks into folders of models.</summary>
public static class OnnxModels
{
    private const int ShortText = 16;

    /// <summary>Says what a model's folder holds and lacks, and measures the model. Takes a few seconds, and all cores.</summary>
    /// <param name="options">Names the folder, and what else an embedder would be made with.</param>
    /// <param name="time">Measures; the system's, if none is given.</param>
    public static OnnxModelReport Check(OnnxEmbeddingOptions options, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrWhiteSpace(options.ModelPath);
        var folder = Path.GetFullPath(options.ModelPath);
        var lacks = new List<string>();
        var model = Try(lacks, () => SentenceModel.Read(folder));
        if (!Directory.Exists(folder)) return new(folder) { Lacks = lacks };

        var transformer = model?.TransformerFolder ?? folder;
        var file = Try(lacks, () => ModelFiles.Choose(transformer, options.ModelFile, options.Precision));
        Try(lacks, () => ModelTokenizer.Load(transformer));
        foreach (var dense in model?.DenseFolders ?? []) Try(lacks, () => DenseLayer.Read(dense));
        var library = Try(lacks, () => OnnxRuntimeLibrary.Load(options.RuntimeLibrary));
        var report = new OnnxModelReport(folder)
        {
            Kind = model?.Config.IsClassifier == true ? "reranker" : "embedder",
            File = file ?? string.Empty,
            Runtime = library?.Version ?? string.Empty,
            Providers = library?.Api.AvailableProviders() ?? [],
            Lacks = lacks,
        };
        return lacks.Count == 0 ? Measured(report, options, model!, time ?? TimeProvider.System) : report;
    }

    private static OnnxModelReport Measured(OnnxModelReport report, OnnxEmbeddingOptions options, SentenceModel model, TimeProvider time)
    {
        try
        {
            if (model.Config.IsClassifier)
            {
                var ofPairs = new OnnxRerankerOptions
                {
                    ModelPath = options.ModelPath, ModelFile = options.ModelFile, Precision = options.Precision, MaxLength = options.MaxLength,
                    Provider = options.Provider, Device = options.Device, RuntimeLibrary = options.RuntimeLibrary, GraphOptimization = options.GraphOptimization,
                };
                using var reranker = OnnxReranker.Load(ofPairs, time);
                return WithSpeeds(report, reranker.Encoder, ofPairs, OnnxReranker.Ports, model, time);
            }

            using var embedder = OnnxEmbedder.Load(options, time);
            report = WithSpeeds(report, embedder.Encoder, options, session => SentencePorts.Find(session, model, options.Pooling is not null), model, time);
            return report with { ModelId = embedder.ModelId, Dimension = embedder.Dimension, QueryPrefix = embedder.Prefixes.Query, PassagePrefix = embedder.Prefixes.Passage };
        }
        catch (RagConfigurationException e)
        {
            return report with { Lacks = [e.Message] };
        }
    }

    private static OnnxModelReport WithSpeeds(
        OnnxModelReport report, LoadedEncoder encoder, OnnxModelOptions options, Func<OrtSession, EncoderPorts> findPorts, SentenceModel model, TimeProvider time)
    {
        var calibration = encoder.Calibration(options, findPorts, time);
        return report with
        {
            MaxLength = encoder.MaxLength,
            Notes = [.. Notes(encoder, model)],
            ShortTextMilliseconds = calibration.Fastest(encoder.Engine, texts: 1, Math.Min(ShortText, encoder.MaxLength)).TotalMilliseconds,
            Speeds =
            [
                .. calibration.Measure().OrderByDescending(m => m.TokensPerSecond).Select(m => new OnnxModelSpeed(m.Layout.Workers, m.Layout.Threads, m.TokensPerSecond)),
            ],
        };
    }

    private static IEnumerable<string> Notes(LoadedEncoder encoder, SentenceModel model)
    {
        if (!model.Config.IsClassifier && model.Pooling is null && encoder.Ports.IsPerToken)
            yield return "The folder has no modules.json, so that vectors are the mean of those of the tokens; set Pooling if the model was trained with another.";
        if (encoder.Tokenizer.VocabularySize > encoder.VocabularySize)
            yield return $"The tokenizer has {encoder.Tokenizer.VocabularySize} tokens and the model {encoder.VocabularySize}; a text with one that the model lacks is refused.";
        if (encoder.Layout.Limits.Texts == 1)
            yield return "The model finds its scales while it runs, so that each text is computed by itself: in a batch, texts would change one another's vectors.";
    }

    private static T? Try<T>(List<string> lacks, Func<T> step) where T : class
    {
        try
        {
            return step();
        }
        catch (RagConfigurationException e)
        {
            lacks.Add(e.Message);
            return null;
        }
    }
}
