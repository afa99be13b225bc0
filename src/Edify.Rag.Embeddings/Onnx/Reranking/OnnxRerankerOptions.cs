namespace Edify.Rag;

/// <summary>Settings of a reranker that runs a cross-encoder by ONNX Runtime.</summary>
public sealed class OnnxRerankerOptions : OnnxModelOptions
{
    /// <summary>What a passage's score is; <see langword="null"/> to do as the model's folder says, which is <see cref="OnnxRerankScore.Sigmoid"/> where it says nothing.</summary>
    /// <value>Default: null.</value>
    public OnnxRerankScore? Score { get; set; }

    /// <summary>How many passages are returned; 0 for all.</summary>
    /// <value>Default: 0. Range: 0 or more.</value>
    public int Top { get; set; }

    /// <summary>
    /// How much the order that the search found counts beside the model's: a passage's score is this part of its place in the
    /// search's scores, from 0 for the worst to 1 for the best, and the rest of the model's sigmoid. 0 leaves it to the model.
    /// With a weight and <see cref="Top"/>, passages are read in the search's order and no more once none that is left can get among those returned.
    /// </summary>
    /// <value>Default: 0. Range: 0 to 1.</value>
    public double RetrievalWeight { get; set; }
}

/// <summary>What a reranker's score is.</summary>
public enum OnnxRerankScore
{
    /// <summary>From 0 to 1: 1 / (1 + e^-logit).</summary>
    Sigmoid,

    /// <summary>What the model gives, on a scale of its own.</summary>
    Logit,
}
