using Edify.Rag.Embeddings.Onnx.Native;

namespace Edify.Rag.Embeddings.Onnx;

/// <summary>A transformer that is ready to compute, with its tokenizer.</summary>
internal sealed class LoadedEncoder : IDisposable
{
    private LoadedEncoder() { }

    public required EncoderEngine Engine { get; init; }

    public required EngineLayout Layout { get; init; }

    /// <summary>Other ways to share out the work.</summary>
    public required EngineLayouts Layouts { get; init; }

    public required EncoderPorts Ports { get; init; }

    public required ModelTokenizer Tokenizer { get; init; }

    /// <summary>The ONNX file.</summary>
    public required string File { get; init; }

    /// <summary>Path and version of ONNX Runtime.</summary>
    public required OnnxRuntimeLibrary Library { get; init; }

    /// <summary>The most tokens of a text, special ones included.</summary>
    public required int MaxLength { get; init; }

    /// <summary>Number of token ids that the model knows.</summary>
    public required int VocabularySize { get; init; }

    /// <summary>Loads the model.</summary>
    /// <param name="options">Which file, and how it is computed.</param>
    /// <param name="folder">Where the transformer lies.</param>
    /// <param name="config">What its folder tells of it.</param>
    /// <param name="trainedLength">The length of texts that the model was trained with, where its folder tells it.</param>
    /// <param name="findPorts">Finds the output to read.</param>
    /// <param name="time">Measures, for the calibration.</param>
    /// <exception cref="RagConfigurationException">The library, a file or the provider is missing, or something is damaged or of another kind.</exception>
    public static LoadedEncoder Load(
        OnnxModelOptions options, string folder, ModelConfig config, int? trainedLength, Func<OrtSession, EncoderPorts> findPorts, TimeProvider time)
    {
        var file = ModelFiles.Choose(folder, options.ModelFile, options.Precision);
        var tokenizer = ModelTokenizer.Load(folder);
        var maxLength = SentenceModel.LengthLimit(config, options.MaxLength, trainedLength, tokenizer.ModelMaxLength);
        var library = OnnxRuntimeLibrary.Load(options.RuntimeLibrary);
        // Scales that are found for a whole batch would let a text's vector depend on its neighbours.
        var layouts = new EngineLayouts(options, ModelFingerprint.QuantizesWhileRunning(file));
        var layout = layouts.Given(Environment.ProcessorCount);
        if (options.Calibrate) layout = new EngineCalibration(settings => Open(library, file, settings, findPorts), SettingsOf(options, layout), layouts, maxLength, time).Choose();

        var (session, ports) = Open(library, file, SettingsOf(options, layout), findPorts);
        return new()
        {
            Layout = layout,
            Layouts = layouts,
            Ports = ports,
            Tokenizer = tokenizer,
            File = file,
            Library = library,
            MaxLength = ports.FixedColumns > 0 ? Math.Min(maxLength, ports.FixedColumns) : maxLength,
            VocabularySize = config.VocabularySize ?? tokenizer.VocabularySize,
            Engine = new(session, ports, layout, tokenizer.PadTokenId ?? config.PadTokenId ?? 0),
        };
    }

    /// <summary>Measures other layouts of the same model.</summary>
    public EngineCalibration Calibration(OnnxModelOptions options, Func<OrtSession, EncoderPorts> findPorts, TimeProvider time) =>
        new(settings => Open(Library, File, settings, findPorts), SettingsOf(options, Layout), Layouts, MaxLength, time);

    public void Dispose() => Engine.Dispose();

    private static (OrtSession Session, EncoderPorts Ports) Open(
        OnnxRuntimeLibrary library, string file, OrtSessionSettings settings, Func<OrtSession, EncoderPorts> findPorts)
    {
        var session = new OrtSession(library, file, settings);
        try
        {
            return (session, findPorts(session));
        }
        catch (RagConfigurationException)
        {
            session.Dispose();
            throw;
        }
    }

    private static OrtSessionSettings SettingsOf(OnnxModelOptions options, EngineLayout layout) =>
        new() { Threads = layout.Threads, Optimization = options.GraphOptimization, Provider = options.Provider, Device = options.Device };
}
