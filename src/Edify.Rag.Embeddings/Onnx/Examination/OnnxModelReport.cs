namespace Edify.Rag;

/// <summary>What a model's folder holds, what it lacks, and how fast the model is on this machine.</summary>
/// <param name="Model">The folder.</param>
public sealed record OnnxModelReport(string Model)
{
    /// <summary>"embedder", or "reranker" for a cross-encoder.</summary>
    public string Kind { get; init; } = string.Empty;

    /// <summary>Whether nothing is lacking.</summary>
    public bool IsUsable => Lacks.Count == 0;

    /// <summary>What keeps the model from being used, a sentence each; empty where it can be used.</summary>
    public IReadOnlyList<string> Lacks { get; init; } = [];

    /// <summary>What is worth knowing all the same, a sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Name and fingerprint that vectors are kept under; empty for a reranker.</summary>
    public string ModelId { get; init; } = string.Empty;

    /// <summary>The ONNX file that is loaded; empty where there is none.</summary>
    public string File { get; init; } = string.Empty;

    /// <summary>Length of the vectors; 0 for a reranker.</summary>
    public int Dimension { get; init; }

    /// <summary>The most tokens of a text, special ones included.</summary>
    public int MaxLength { get; init; }

    /// <summary>What is put before a question; empty for nothing.</summary>
    public string QueryPrefix { get; init; } = string.Empty;

    /// <summary>What is put before a passage; empty for nothing.</summary>
    public string PassagePrefix { get; init; } = string.Empty;

    /// <summary>Version of ONNX Runtime; empty where it could not be loaded.</summary>
    public string Runtime { get; init; } = string.Empty;

    /// <summary>Execution providers that ONNX Runtime has, by its own names.</summary>
    public IReadOnlyList<string> Providers { get; init; } = [];

    /// <summary>What was measured, the layout that is fastest first; empty where the model can't be used.</summary>
    public IReadOnlyList<OnnxModelSpeed> Speeds { get; init; } = [];

    /// <summary>Milliseconds that the model takes for 16 tokens, without the tokenizer; 0 where it can't be used.</summary>
    public double ShortTextMilliseconds { get; init; }
}

/// <summary>How fast a model is.</summary>
/// <param name="ParallelBatches">Batches that are computed at a time.</param>
/// <param name="ThreadsPerBatch">Threads that share a batch.</param>
/// <param name="TokensPerSecond">Tokens a second, in texts of 64.</param>
public sealed record OnnxModelSpeed(int ParallelBatches, int ThreadsPerBatch, double TokensPerSecond);
