namespace Edify.Rag;

/// <summary>What ONNX Runtime computes with.</summary>
public enum OnnxProvider
{
    /// <summary>The processor; every library has it.</summary>
    Cpu,

    /// <summary>An NVIDIA graphics card.</summary>
    Cuda,

    /// <summary>A graphics card on Windows, by DirectX 12.</summary>
    DirectMl,

    /// <summary>Apple's neural engine and graphics, on macOS.</summary>
    CoreMl,
}

/// <summary>How far ONNX Runtime rewrites a model when it loads it, numbered as in its own interface.</summary>
public enum OnnxGraphOptimization
{
    /// <summary>Not at all.</summary>
    None = 0,

    /// <summary>What is constant or superfluous is taken out.</summary>
    Basic = 1,

    /// <summary>Also, operators are fused: attention, normalisation, activation.</summary>
    Extended = 2,

    /// <summary>Also, memory is laid out for this processor.</summary>
    All = 99,
}
