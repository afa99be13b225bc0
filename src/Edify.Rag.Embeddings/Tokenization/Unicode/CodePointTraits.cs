namespace Edify.Rag.Embeddings.Tokenization.Unicode;

/// <summary>What matters of a code point to normalizers and pre-tokenizers.</summary>
[Flags]
internal enum CodePointTraits
{
    None = 0,
    WhiteSpace = 1,
    BertWhiteSpace = 1 << 1,
    BertControl = 1 << 2,
    BertPunctuation = 1 << 3,
    Numeric = 1 << 4,
    NonspacingMark = 1 << 5,
    CombiningMark = 1 << 6,
    RegexLetter = 1 << 7,
    RegexNumber = 1 << 8,
    RegexSpace = 1 << 9,
    RegexWord = 1 << 10,
    RegexDigit = 1 << 11,
    Word = 1 << 12,
    HasLower = 1 << 13,
    NmtRemoved = 1 << 14,
    NmtSpace = 1 << 15,

    /// <summary>Decomposes canonically, or is a mark that may change places with its neighbours.</summary>
    MovesInNfd = 1 << 16,

    /// <summary>The same for the compatibility decomposition.</summary>
    MovesInNfkd = 1 << 17,

    /// <summary>Is composed with what stands before it, in some texts.</summary>
    Composes = 1 << 18,

    GraphemeExtend = 1 << 19,
    GraphemePrepend = 1 << 20,
    GraphemeControl = 1 << 21,
    GraphemePictographic = 1 << 22,
}
