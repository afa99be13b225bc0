using Edify.Rag.Embeddings.Onnx;
using Edify.Rag.Shared.Composition;
using Microsoft.Extensions.AI;

namespace Edify.Rag;

/// <summary>Chooses an embedder that runs a model by ONNX Runtime.</summary>
public static class OnnxEmbeddingRagBuilderExtensions
{
    /// <summary>Embeds texts by the model of a folder, as sentence-transformers or Optimum writes it.</summary>
    /// <param name="builder">The pipeline.</param>
    /// <param name="modelPath">The model's folder.</param>
    /// <param name="configure">Changes the defaults.</param>
    public static IRagBuilder UseOnnxEmbeddings(this IRagBuilder builder, string modelPath, Action<OnnxEmbeddingOptions>? configure = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(modelPath);
        return builder.UseOnnxEmbeddings(options =>
        {
            options.ModelPath = modelPath;
            configure?.Invoke(options);
        });
    }

    /// <summary>Embeds texts by the model of a folder, as sentence-transformers or Optimum writes it.</summary>
    /// <remarks>
    /// The model is loaded when the embedder is first resolved. Needs ONNX Runtime's native library, which the package
    /// Microsoft.ML.OnnxRuntime brings, or see <see cref="OnnxModelOptions.RuntimeLibrary"/>.
    /// </remarks>
    /// <param name="builder">The pipeline.</param>
    /// <param name="configure">Names the model; changes the defaults.</param>
    public static IRagBuilder UseOnnxEmbeddings(this IRagBuilder builder, Action<OnnxEmbeddingOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddValidatedOptions<OnnxEmbeddingOptions, OnnxEmbeddingOptionsValidator>(configure);
        return builder.Use<IEmbeddingGenerator<string, Embedding<float>>>(
            "onnx",
            services => OnnxEmbedder.Load(services.GetOptions<OnnxEmbeddingOptions>(builder.Name), services.GetTime()));
    }
}
