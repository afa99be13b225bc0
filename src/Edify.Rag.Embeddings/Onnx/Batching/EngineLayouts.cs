namespace Edify.Rag.Embeddings.Onnx;

/// <summary>How the work on a model may be shared out, by its settings.</summary>
/// <param name="options">The settings.</param>
/// <param name="computesAlone">Whether each text needs a batch of its own.</param>
internal sealed class EngineLayouts(OnnxModelOptions options, bool computesAlone)
{
    // What a thread computes stays in its core's cache; more gains nothing and pads more.
    private const int TokensOnThread = 256;
    private const int TokensOnCard = 16_384;

    private bool IsProcessor => options.Provider == OnnxProvider.Cpu;

    /// <summary>The layout that the settings name.</summary>
    /// <param name="cores">Cores of the machine.</param>
    public EngineLayout Given(int cores)
    {
        var workers = options.ParallelBatches > 0 ? options.ParallelBatches : IsProcessor ? Math.Max(1, cores / options.ThreadsPerBatch) : 1;
        return Of(workers, options.ThreadsPerBatch);
    }

    /// <summary>Layouts that make use of all cores, whatever the settings name.</summary>
    /// <param name="cores">Cores of the machine.</param>
    public IEnumerable<EngineLayout> Candidates(int cores)
    {
        yield return Of(cores, threads: 1);
        if (cores > 1) yield return Of(workers: 1, cores);
        // Where two of the cores that the system counts are one in truth.
        if (cores > 2) yield return Of(cores / 2, threads: 1);
        if (cores > 3) yield return Of(cores / 2, threads: 2);
    }

    private EngineLayout Of(int workers, int threads)
    {
        // Threads that share a batch want one that is as much larger.
        var tokens = options.BatchTokens > 0 ? options.BatchTokens
            : IsProcessor ? TokensOnThread * threads
            : TokensOnCard;
        return new(workers, threads, computesAlone ? new(tokens, Texts: 1) : new(tokens));
    }
}
