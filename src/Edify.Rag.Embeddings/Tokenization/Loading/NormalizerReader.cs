using Edify.Rag.Embeddings.Tokenization.Normalizers;
using Edify.Rag.Embeddings.Tokenization.Patterns;
using Edify.Rag.Embeddings.Tokenization.Unicode;

namespace Edify.Rag.Embeddings.Tokenization.Loading;

/// <summary>Reads the normalizer of a <c>tokenizer.json</c>.</summary>
internal static class NormalizerReader
{
    public static Normalizer? Read(JsonPart part) => part.IsNull ? null : part.Type switch
    {
        "BertNormalizer" => ReadBert(part),
        "NFC" => new UnicodeNormalizer(isCompatibility: false, composes: true),
        "NFD" => new UnicodeNormalizer(isCompatibility: false, composes: false),
        "NFKC" => new UnicodeNormalizer(isCompatibility: true, composes: true),
        "NFKD" => new UnicodeNormalizer(isCompatibility: true, composes: false),
        "Lowercase" => new LowercaseNormalizer(),
        "StripAccents" => new FilterNormalizer(CodePointTraits.CombiningMark),
        "Strip" => new StripNormalizer(part["strip_left"].Flag(true), part["strip_right"].Flag(true)),
        "Nmt" => new NmtNormalizer(),
        "Prepend" => new PrependNormalizer(part["prepend"].Text()),
        "Replace" => new ReplaceNormalizer(PatternReader.Read(part["pattern"]), part["content"].Text()),
        "Precompiled" => ReadPrecompiled(part["precompiled_charsmap"]),
        "ByteLevel" => new ByteLevelNormalizer(),
        "Sequence" => new SequenceNormalizer([.. part["normalizers"].Items().Select(p => Read(p) ?? throw p.Fault("is missing"))]),
        _ => throw part.Unknown("normalizer"),
    };

    // Accents go with the case where the file does not say.
    private static BertNormalizer ReadBert(JsonPart part)
    {
        var lowers = part["lowercase"].Flag(true);
        return new(part["clean_text"].Flag(true), part["handle_chinese_chars"].Flag(true), part["strip_accents"].Flag(lowers), lowers);
    }

    private static Normalizer? ReadPrecompiled(JsonPart part)
    {
        if (part.IsNull || part.Text().Length == 0) return new SequenceNormalizer([]);
        try
        {
            return new PrecompiledNormalizer(new Charsmap(Convert.FromBase64String(part.Text())));
        }
        catch (FormatException e)
        {
            throw part.Fault("is damaged", e);
        }
    }
}

/// <summary>Reads patterns: strings, or regular expressions.</summary>
internal static class PatternReader
{
    public static Pattern Read(JsonPart part)
    {
        if (!part["Regex"].IsNull) return Pattern.OfExpression(part["Regex"].Text());
        return Pattern.OfLiteral(part["String"].IsNull ? throw part.Fault("is neither a String nor a Regex") : part["String"].Text());
    }
}
