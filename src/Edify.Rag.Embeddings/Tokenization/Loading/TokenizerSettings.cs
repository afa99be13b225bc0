
namespace Edify.Rag.Embeddings.Tokenization.Loading;

/// <summary>What stands beside a tokenizer, in <c>tokenizer_config.json</c> and <c>special_tokens_map.json</c>.</summary>
/// <param name="Config">The first file.</param>
/// <param name="SpecialTokens">The second.</param>
/// <param name="Bytes">Both, as part of the fingerprint.</param>
internal sealed record TokenizerSettings(JsonPart Config, JsonPart SpecialTokens, byte[] Bytes)
{
    // Files that know no length have a number here that is larger than any.
    private const double LongestLength = 1e9;

    /// <summary>The most tokens the model takes.</summary>
    public int? ModelMaxLength
    {
        get
        {
            var part = Config["model_max_length"];
            if (part.IsNull) return null;
            var length = part.Real();
            return length is >= 1 and < LongestLength ? (int)length : null;
        }
    }

    public static TokenizerSettings Read(string folder)
    {
        var bytes = new List<byte>();
        return new(ReadFile(folder, "tokenizer_config.json", bytes), ReadFile(folder, "special_tokens_map.json", bytes), [.. bytes]);
    }

    /// <summary>A special token, which is a string or an object with a content; <see langword="null"/> where none is named.</summary>
    public string? SpecialToken(string name)
    {
        foreach (var file in (ReadOnlySpan<JsonPart>)[Config, SpecialTokens])
        {
            var part = file[name];
            if (part.IsObject) part = part["content"];
            if (!part.IsNull) return part.Text();
        }

        return null;
    }

    private static JsonPart ReadFile(string folder, string name, List<byte> all)
    {
        var file = Path.Combine(folder, name);
        if (!File.Exists(file)) return new(default, string.Empty, file);
        var bytes = File.ReadAllBytes(file);
        all.AddRange(bytes);
        using var document = TokenizerLoader.Parse(file, bytes);
        return new(document.RootElement.Clone(), string.Empty, file);
    }
}
