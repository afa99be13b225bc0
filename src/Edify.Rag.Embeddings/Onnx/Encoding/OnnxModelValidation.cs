namespace Edify.Rag.Embeddings.Onnx;

/// <summary>What is wrong with the settings that every model has.</summary>
internal static class OnnxModelValidation
{
    public static IEnumerable<string> Failures(OnnxModelOptions options)
    {
        var name = options.GetType().Name;
        if (string.IsNullOrWhiteSpace(options.ModelPath)) yield return $"{name}.ModelPath is empty; it must name the model's folder.";
        if (options.MaxLength is not 0 and < 4) yield return $"{name}.MaxLength is {options.MaxLength}; it must be 0 or at least 4.";
        if (options.ParallelBatches is < 0 or > OnnxModelOptions.MaxWorkers)
            yield return $"{name}.ParallelBatches is {options.ParallelBatches}; it must lie between 0 and {OnnxModelOptions.MaxWorkers}.";
        if (options.ThreadsPerBatch is < 1 or > OnnxModelOptions.MaxWorkers)
            yield return $"{name}.ThreadsPerBatch is {options.ThreadsPerBatch}; it must lie between 1 and {OnnxModelOptions.MaxWorkers}.";
        if (options.BatchTokens is not 0 and (< OnnxModelOptions.MinBatchTokens or > OnnxModelOptions.MaxBatchTokens))
            yield return $"{name}.BatchTokens is {options.BatchTokens}; it must be 0 or lie between {OnnxModelOptions.MinBatchTokens} and {OnnxModelOptions.MaxBatchTokens}.";
        if (options.Device < 0) yield return $"{name}.Device is {options.Device}; it must not be negative.";
        if (!Enum.IsDefined(options.Provider)) yield return $"{name}.Provider is {options.Provider}; it must be Cpu, Cuda, DirectMl or CoreMl.";
        if (!Enum.IsDefined(options.Precision)) yield return $"{name}.Precision is {options.Precision}; it must be Full or Quantized.";
        if (!Enum.IsDefined(options.GraphOptimization)) yield return $"{name}.GraphOptimization is {options.GraphOptimization}; it must be None, Basic, Extended or All.";
    }
}
