namespace Edify.Rag.Embeddings.Onnx.Native;

/// <summary>How a session works.</summary>
internal sealed record OrtSessionSettings
{
    /// <summary>Threads that share one run; 1 means the caller's alone.</summary>
    public int Threads { get; init; } = 1;

    public OnnxGraphOptimization Optimization { get; init; } = OnnxGraphOptimization.All;

    public OnnxProvider Provider { get; init; }

    /// <summary>Which device of the provider.</summary>
    public int Device { get; init; }
}
