namespace Edify.Rag;

/// <summary>Settings that every model has which ONNX Runtime computes.</summary>
public abstract class OnnxModelOptions
{
    internal const int MinBatchTokens = 16;
    internal const int MaxBatchTokens = 1 << 20;
    internal const int MaxWorkers = 1024;

    /// <summary>The model's folder, as sentence-transformers or Optimum writes it: <c>config.json</c>, a tokenizer, <c>onnx/model.onnx</c>.</summary>
    /// <value>Default: empty; it must be set.</value>
    public string ModelPath { get; set; } = string.Empty;

    /// <summary>Which of the folder's ONNX files is loaded, relative to the folder; empty to choose by <see cref="Precision"/>.</summary>
    /// <value>Default: empty.</value>
    public string ModelFile { get; set; } = string.Empty;

    /// <summary>Which of the folder's ONNX files is preferred.</summary>
    /// <value>Default: <see cref="OnnxPrecision.Full"/>.</value>
    public OnnxPrecision Precision { get; set; } = OnnxPrecision.Full;

    /// <summary>The most tokens of a text, special ones included; 0 for what the model was trained with.</summary>
    /// <value>Default: 0. Range: 0, or 4 to the number of positions that the model has.</value>
    public int MaxLength { get; set; }

    /// <summary>What computes.</summary>
    /// <value>Default: <see cref="OnnxProvider.Cpu"/>.</value>
    public OnnxProvider Provider { get; set; } = OnnxProvider.Cpu;

    /// <summary>Which device of the provider, where there are several.</summary>
    /// <value>Default: 0, the first.</value>
    public int Device { get; set; }

    /// <summary>How far the model is rewritten when it is loaded.</summary>
    /// <value>Default: <see cref="OnnxGraphOptimization.All"/>.</value>
    public OnnxGraphOptimization GraphOptimization { get; set; } = OnnxGraphOptimization.All;

    /// <summary>Batches that are computed at a time, each by threads of its own; all share one copy of the model. 0 for one per core, or one on a graphics card.</summary>
    /// <value>Default: 0. Range: 0 to 1,024.</value>
    public int ParallelBatches { get; set; }

    /// <summary>Threads that share the work on one batch. One each is fastest for many texts, several are for a single long one.</summary>
    /// <value>Default: 1. Range: 1 to 1,024.</value>
    public int ThreadsPerBatch { get; set; } = 1;

    /// <summary>The most tokens of a batch, padding included; 0 for 256 times <see cref="ThreadsPerBatch"/>, or 16,384 on a graphics card.</summary>
    /// <value>Default: 0. Range: 0, or 16 to 1,048,576.</value>
    public int BatchTokens { get; set; }

    /// <summary>
    /// Measures when the model is loaded which number of batches at a time and of threads per batch is fastest on this machine,
    /// and takes that instead of <see cref="ParallelBatches"/> and <see cref="ThreadsPerBatch"/>. Takes a second or two.
    /// </summary>
    /// <value>Default: false.</value>
    public bool Calibrate { get; set; }

    /// <summary>ONNX Runtime's native library, or the folder that holds it; empty to look beside the application and among the system's libraries.</summary>
    /// <value>Default: empty.</value>
    public string RuntimeLibrary { get; set; } = string.Empty;
}

/// <summary>How exactly a model computes.</summary>
public enum OnnxPrecision
{
    /// <summary>As it was exported, in <c>model.onnx</c>; a quantized file only where there is no other.</summary>
    Full,

    /// <summary>
    /// By the quantized file that suits this processor, where there is one: smaller and often faster, with vectors a little
    /// beside those of the full model. Machines with other processors may choose other files, whose vectors do not mix.
    /// </summary>
    Quantized,
}
