using Edify.Rag.Embeddings.Onnx;
using Edify.Rag.Shared.Composition;

namespace Edify.Rag;

/// <summary>Chooses a reranker that runs a cross-encoder by ONNX Runtime.</summary>
public static class OnnxRerankerRagBuilderExtensions
{
    /// <summary>Reorders passages by the cross-encoder of a folder, as sentence-transformers or Optimum writes it.</summary>
    /// <param name="builder">The pipeline.</param>
    /// <param name="modelPath">The model's folder.</param>
    /// <param name="configure">Changes the defaults.</param>
    public static IRagBuilder UseOnnxReranker(this IRagBuilder builder, string modelPath, Action<OnnxRerankerOptions>? configure = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(modelPath);
        return builder.UseOnnxReranker(options =>
        {
            options.ModelPath = modelPath;
            configure?.Invoke(options);
        });
    }

    /// <summary>Reorders passages by the cross-encoder of a folder, as sentence-transformers or Optimum writes it.</summary>
    /// <remarks>The model is loaded when the reranker is first resolved.</remarks>
    /// <param name="builder">The pipeline.</param>
    /// <param name="configure">Names the model; changes the defaults.</param>
    public static IRagBuilder UseOnnxReranker(this IRagBuilder builder, Action<OnnxRerankerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddValidatedOptions<OnnxRerankerOptions, OnnxRerankerOptionsValidator>(configure);
        return builder.Use<IReranker>("onnx", services => OnnxReranker.Load(services.GetOptions<OnnxRerankerOptions>(builder.Name), services.GetTime()));
    }
}
