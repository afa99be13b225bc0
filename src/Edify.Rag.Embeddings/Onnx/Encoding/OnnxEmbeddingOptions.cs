namespace Edify.Rag;

/// <summary>Settings of an embedder that runs a model by ONNX Runtime.</summary>
public sealed class OnnxEmbeddingOptions : OnnxModelOptions
{
    internal const int MaxWindowsLimit = 10_000;

    /// <summary>How a text's vector is made of those of its tokens; <see langword="null"/> to do as the model's folder says, which is the mean where it says nothing.</summary>
    /// <value>Default: null.</value>
    public OnnxPooling? Pooling { get; set; }

    /// <summary>Whether vectors get unit length; <see langword="null"/> to do as the model's folder says.</summary>
    /// <value>Default: null.</value>
    public bool? Normalize { get; set; }

    /// <summary>What is put before a question; <see langword="null"/> for what the model's folder or its name says (E5, BGE), empty for nothing.</summary>
    /// <value>Default: null.</value>
    public string? QueryPrefix { get; set; }

    /// <summary>What is put before a passage; <see langword="null"/> for what the model's folder or its name says (E5), empty for nothing.</summary>
    /// <value>Default: null.</value>
    public string? PassagePrefix { get; set; }

    /// <summary>Cuts vectors to their first dimensions, for models that were trained for it (Kusupati et al., "Matryoshka Representation Learning", 2022); 0 for all.</summary>
    /// <value>Default: 0. Range: 0 to the model's dimension.</value>
    public int Dimensions { get; set; }

    /// <summary>What is done with texts of more than <see cref="OnnxModelOptions.MaxLength"/> tokens.</summary>
    /// <value>Default: <see cref="OnnxLongTexts.Truncate"/>.</value>
    public OnnxLongTexts LongTexts { get; set; } = OnnxLongTexts.Truncate;

    /// <summary>The most windows of a text with <see cref="OnnxLongTexts.Average"/>; what lies behind them is left out.</summary>
    /// <value>Default: 16. Range: 1 to 10,000.</value>
    public int MaxWindows { get; set; } = 16;
}

/// <summary>How a text's vector is made of those of its tokens.</summary>
public enum OnnxPooling
{
    /// <summary>Their mean.</summary>
    Mean,

    /// <summary>The first, which stands for the whole text.</summary>
    Cls,

    /// <summary>Their largest value in each dimension.</summary>
    Max,

    /// <summary>The last, for models that read from left to right only.</summary>
    LastToken,

    /// <summary>Their sum, divided by the square root of their number.</summary>
    MeanSqrtLength,

    /// <summary>Their mean, later ones weighing more: each by its place.</summary>
    WeightedMean,
}

/// <summary>What is done with a text that is longer than the model takes.</summary>
public enum OnnxLongTexts
{
    /// <summary>Its end is left out.</summary>
    Truncate,

    /// <summary>It is cut into windows, and their unit vectors are averaged, each by its number of tokens.</summary>
    Average,
}
