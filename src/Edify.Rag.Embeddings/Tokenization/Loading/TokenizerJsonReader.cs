using Edify.Rag.Embeddings.Tokenization.Vocabulary;

namespace Edify.Rag.Embeddings.Tokenization.Loading;

/// <summary>Reads a <c>tokenizer.json</c>. What it says of truncation and padding is the caller's business, and is not used.</summary>
internal static class TokenizerJsonReader
{
    private static readonly string[] PadNames = ["[PAD]", "<pad>"];

    public static TokenizerParts Read(string file, TokenizerSettings settings)
    {
        var bytes = File.ReadAllBytes(file);
        using var document = TokenizerLoader.Parse(file, bytes);
        var root = new JsonPart(document.RootElement, string.Empty, file);
        if (!root["model"].IsObject) throw root["model"].Fault("is missing");
        var (model, vocabulary) = ModelReader.Read(root["model"]);
        var added = root["added_tokens"].IsNull ? [] : root["added_tokens"].Items().Select(ReadAdded).ToList();
        return new()
        {
            Model = model,
            Tokens = new(vocabulary, added),
            Fingerprint = TokenizerFingerprint.Of(bytes, settings),
            Normalizer = NormalizerReader.Read(root["normalizer"]),
            PreTokenizer = PreTokenizerReader.Read(root["pre_tokenizer"]),
            PostProcessor = PostProcessorReader.Read(root["post_processor"]),
            Decoder = DecoderReader.Read(root["decoder"]),
            AddedTokens = added,
            PadTokenId = PadOf(root, settings, [.. vocabulary, .. added.Select(t => KeyValuePair.Create(t.Content, t.Id))]),
            ModelMaxLength = settings.ModelMaxLength,
        };
    }

    private static AddedToken ReadAdded(JsonPart part) => new(
        part["id"].Number(),
        part["content"].Text(),
        part["special"].Flag(false),
        part["single_word"].Flag(false),
        part["lstrip"].Flag(false),
        part["rstrip"].Flag(false),
        part["normalized"].Flag(!part["special"].Flag(false)));

    private static int? PadOf(JsonPart root, TokenizerSettings settings, List<KeyValuePair<string, int>> vocabulary)
    {
        var names = settings.SpecialToken("pad_token") is { } named ? [named] : PadNames;
        if (settings.SpecialToken("pad_token") is null && root["padding"].IsObject) return root["padding"]["pad_id"].OptionalNumber();
        foreach (var name in names)
            foreach (var (token, id) in vocabulary)
                if (token == name) return id;
        return null;
    }
}
