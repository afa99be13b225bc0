namespace Edify.Rag.Embeddings.Onnx;

/// <summary>What a model's <c>config.json</c> tells of its transformer.</summary>
internal sealed record ModelConfig
{
    // Their positions are counted from behind the padding token's number.
    private static readonly string[] CountPositionsFromPadding = ["roberta", "xlm-roberta", "xlm-roberta-xl", "camembert", "mpnet", "longformer"];

    /// <summary>Such as "bert"; empty where it is not told.</summary>
    public string Type { get; private init; } = string.Empty;

    /// <summary>The name that the model was published under; empty where it is not told.</summary>
    public string Name { get; private init; } = string.Empty;

    /// <summary>Number of token ids that the model knows.</summary>
    public int? VocabularySize { get; private init; }

    /// <summary>The most tokens that have a position.</summary>
    public int? Positions { get; private init; }

    public int? PadTokenId { get; private init; }

    /// <summary>Number of outputs of a classifier; 0 where it is not told.</summary>
    public int Labels { get; private init; }

    /// <summary>Whether it is a classifier, as cross-encoders are, rather than a maker of vectors.</summary>
    public bool IsClassifier { get; private init; }

    /// <summary>What a cross-encoder puts its score through, by the class of PyTorch; empty where it is not told.</summary>
    public string Activation { get; private init; } = string.Empty;

    /// <exception cref="RagConfigurationException">The file is missing or damaged.</exception>
    public static ModelConfig Read(string folder)
    {
        var file = Path.Combine(folder, "config.json");
        var json = ModelJson.TryRead(file)
            ?? throw new RagConfigurationException($"'{folder}' is no model: it has no config.json. Name the folder that sentence-transformers or Optimum wrote.");
        var type = json.Text("model_type") ?? string.Empty;
        var padding = json.Integer("pad_token_id");
        var positions = json.Integer("max_position_embeddings", "n_positions");
        if (CountPositionsFromPadding.Contains(type)) positions -= (padding ?? 1) + 1;
        return new()
        {
            Type = type,
            Name = json.Text("_name_or_path") ?? string.Empty,
            VocabularySize = json.Integer("vocab_size"),
            Positions = positions,
            PadTokenId = padding,
            Labels = json.Members("id2label") is var labels and > 0 ? labels : json.Integer("num_labels") ?? 0,
            IsClassifier = json.FirstText("architectures")?.EndsWith("ForSequenceClassification", StringComparison.Ordinal) ?? false,
            Activation = json.Section("sentence_transformers")?.Text("activation_fn") ?? json.Text("sbert_ce_default_activation_function") ?? string.Empty,
        };
    }
}
