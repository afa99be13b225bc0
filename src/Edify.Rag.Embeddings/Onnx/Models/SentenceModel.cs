namespace Edify.Rag.Embeddings.Onnx;

/// <summary>A model that makes vectors, as its folder describes it.</summary>
internal sealed record SentenceModel
{
    private const string Modules = "sentence_transformers.models.";

    /// <summary>Name of the folder.</summary>
    public required string Name { get; init; }

    /// <summary>Where the transformer and its tokenizer lie.</summary>
    public required string TransformerFolder { get; init; }

    public required ModelConfig Config { get; init; }

    /// <summary><see langword="null"/> where the folder does not say.</summary>
    public PoolingSpec? Pooling { get; init; }

    /// <summary>Folders of the layers behind the pooling, in order.</summary>
    public IReadOnlyList<string> DenseFolders { get; init; } = [];

    /// <summary>Whether vectors get unit length.</summary>
    public bool Normalizes { get; init; }

    /// <summary>The most tokens of a text, as the model was trained; <see langword="null"/> where the folder does not say.</summary>
    public int? MaxLength { get; init; }

    /// <summary>Whether texts are put into lower case before they are tokenized.</summary>
    public bool LowersCase { get; init; }

    public required (string Query, string Passage) Prefixes { get; init; }

    /// <summary>Reads a folder written by sentence-transformers, or by Optimum without its modules.</summary>
    /// <exception cref="RagConfigurationException">A file is missing or damaged, or asks for what is not known here.</exception>
    public static SentenceModel Read(string folder)
    {
        folder = Path.GetFullPath(folder);
        if (!Directory.Exists(folder)) throw new RagConfigurationException($"There is no model at '{folder}'. Name the folder that sentence-transformers or Optimum wrote.");
        var (transformer, pooling, normalizes, dense) = (folder, (PoolingSpec?)null, false, new List<string>());
        foreach (var module in ModelJson.TryRead(Path.Combine(folder, "modules.json"))?.Items() ?? [])
        {
            var place = Path.Combine(folder, module.Text("path") ?? string.Empty);
            switch (module.Text("type") is { } type && type.StartsWith(Modules, StringComparison.Ordinal) ? type[Modules.Length..] : module.Text("type")?.Split('.')[^1])
            {
                case "Transformer":
                    transformer = place;
                    break;
                case "Pooling":
                    pooling = PoolingSpec.Read(place);
                    break;
                case "Dense":
                    dense.Add(place);
                    break;
                case "Normalize":
                    normalizes = true;
                    break;
                case var other:
                    throw new RagConfigurationException($"The model '{folder}' has a module '{other}', which is not known; known are Transformer, Pooling, Dense and Normalize.");
            }
        }

        var config = ModelConfig.Read(transformer);
        var settings = ModelJson.TryRead(Path.Combine(transformer, "sentence_bert_config.json"));
        return new()
        {
            Name = Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)),
            TransformerFolder = transformer,
            Config = config,
            Pooling = pooling,
            DenseFolders = dense,
            Normalizes = normalizes,
            MaxLength = settings?.Integer("max_seq_length"),
            LowersCase = settings?.Flag("do_lower_case") ?? false,
            Prefixes = KnownPrefixes.Of(folder, config),
        };
    }

    /// <summary>The most tokens of a text, special ones included.</summary>
    /// <param name="config">The transformer.</param>
    /// <param name="asked">By option; 0 to do as the model says.</param>
    /// <param name="ofModel">What the model's folder says it was trained with.</param>
    /// <param name="ofTokenizer">What the tokenizer says.</param>
    /// <exception cref="RagConfigurationException">More was asked for than the model has positions.</exception>
    public static int LengthLimit(ModelConfig config, int asked, int? ofModel, int? ofTokenizer)
    {
        const int usual = 512;
        const int least = 4;
        if (asked > config.Positions)
            throw new RagConfigurationException($"MaxLength is {asked}, and the model '{config.Name}' takes no more than {config.Positions} tokens.");
        var told = asked > 0 ? asked : ofModel ?? ofTokenizer ?? usual;
        return Math.Max(least, Math.Min(told, config.Positions ?? told));
    }
}
