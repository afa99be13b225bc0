namespace Edify.Rag.Embeddings.Onnx;

/// <summary>How a vector is made of the vectors of a text's tokens: by each of the ways, one behind the other.</summary>
/// <param name="Ways">At least one.</param>
/// <param name="IncludesPrefix">Whether the tokens of a query's or passage's prefix count.</param>
internal sealed record PoolingSpec(IReadOnlyList<OnnxPooling> Ways, bool IncludesPrefix = true)
{
    // In the order in which sentence-transformers puts the parts of a vector.
    private static readonly (string Setting, OnnxPooling Way)[] Settings =
    [
        ("pooling_mode_cls_token", OnnxPooling.Cls),
        ("pooling_mode_max_tokens", OnnxPooling.Max),
        ("pooling_mode_mean_tokens", OnnxPooling.Mean),
        ("pooling_mode_mean_sqrt_len_tokens", OnnxPooling.MeanSqrtLength),
        ("pooling_mode_weightedmean_tokens", OnnxPooling.WeightedMean),
        ("pooling_mode_lasttoken", OnnxPooling.LastToken),
    ];

    private static readonly Dictionary<string, OnnxPooling> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["cls"] = OnnxPooling.Cls,
        ["max"] = OnnxPooling.Max,
        ["mean"] = OnnxPooling.Mean,
        ["mean_sqrt_len_tokens"] = OnnxPooling.MeanSqrtLength,
        ["weightedmean"] = OnnxPooling.WeightedMean,
        ["lasttoken"] = OnnxPooling.LastToken,
    };

    /// <summary>What sentence-transformers does with a model that does not say.</summary>
    public static PoolingSpec Default { get; } = new([OnnxPooling.Mean]);

    /// <summary>Reads the <c>config.json</c> of a pooling module.</summary>
    /// <exception cref="RagConfigurationException">It is missing, damaged or of an unknown kind.</exception>
    public static PoolingSpec Read(string folder)
    {
        var file = Path.Combine(folder, "config.json");
        var json = ModelJson.TryRead(file) ?? throw new RagConfigurationException($"The model's '{file}' is missing, which says how its vectors are pooled.");
        var includesPrefix = json.Flag("include_prompt") ?? true;
        if (json.Text("pooling_mode") is { } name)
        {
            return Names.TryGetValue(name, out var way)
                ? new([way], includesPrefix)
                : throw new RagConfigurationException($"'{file}' asks for the pooling '{name}'; known are {string.Join(", ", Names.Keys)}.");
        }

        OnnxPooling[] ways = [.. Settings.Where(s => json.Flag(s.Setting) == true).Select(s => s.Way)];
        return ways.Length > 0 ? new(ways, includesPrefix) : throw new RagConfigurationException($"'{file}' asks for no kind of pooling that is known; it is damaged or too new.");
    }
}
