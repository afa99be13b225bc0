using Edify.Rag.Embeddings.Tokenization.PreTokenizers;
using Edify.Rag.Embeddings.Tokenization.Unicode;

namespace Edify.Rag.Embeddings.Tokenization.Loading;

/// <summary>Reads the pre-tokenizer of a <c>tokenizer.json</c>.</summary>
internal static class PreTokenizerReader
{
    public static PreTokenizer? Read(JsonPart part) => part.IsNull ? null : part.Type switch
    {
        "BertPreTokenizer" => new BertPreTokenizer(),
        "Whitespace" => new WhitespacePreTokenizer(),
        "WhitespaceSplit" => new TraitPreTokenizer(CodePointTraits.WhiteSpace, SplitBehaviour.Removed),
        "Punctuation" => new TraitPreTokenizer(CodePointTraits.BertPunctuation, ReadBehaviour(part["behavior"])),
        "Digits" => new TraitPreTokenizer(
            CodePointTraits.Numeric, part["individual_digits"].Flag(false) ? SplitBehaviour.Isolated : SplitBehaviour.Contiguous),
        "Split" => new SplitPreTokenizer(PatternReader.Read(part["pattern"]), ReadBehaviour(part["behavior"]), part["invert"].Flag(false)),
        "ByteLevel" => new ByteLevelPreTokenizer(part["add_prefix_space"].Flag(true), part["use_regex"].Flag(true)),
        "Metaspace" => new MetaspacePreTokenizer(part["replacement"].Character(), ReadScheme(part), part["split"].Flag(true)),
        "Sequence" => new SequencePreTokenizer([.. part["pretokenizers"].Items().Select(p => Read(p) ?? throw p.Fault("is missing"))]),
        _ => throw part.Unknown("pre-tokenizer"),
    };

    /// <summary>When Metaspace puts its mark before a text; older files have a flag for it.</summary>
    public static PrependScheme ReadScheme(JsonPart part) => part["prepend_scheme"].Text(part["add_prefix_space"].Flag(true) ? "always" : "never") switch
    {
        "always" => PrependScheme.Always,
        "first" => PrependScheme.First,
        "never" => PrependScheme.Never,
        var other => throw part["prepend_scheme"].Fault($"is '{other}', not always, first or never"),
    };

    private static SplitBehaviour ReadBehaviour(JsonPart part) => part.Text("Isolated") switch
    {
        "Removed" => SplitBehaviour.Removed,
        "Isolated" => SplitBehaviour.Isolated,
        "MergedWithPrevious" => SplitBehaviour.MergedWithPrevious,
        "MergedWithNext" => SplitBehaviour.MergedWithNext,
        "Contiguous" => SplitBehaviour.Contiguous,
        var other => throw part.Fault($"is '{other}', which is not known"),
    };
}
