namespace Edify.Rag.Shared.Language;

/// <summary>A word or number of a text, ready to compare.</summary>
/// <param name="Start">Where it stands, in UTF-16 units.</param>
/// <param name="Length">Its length there.</param>
/// <param name="Stem">What it is compared by: folded, without inflection, one stem for words of one meaning.</param>
/// <param name="Kind">What it is.</param>
/// <param name="IsCapitalized">Whether it is written with a capital.</param>
internal readonly record struct Term(int Start, int Length, string Stem, TermKind Kind, bool IsCapitalized)
{
    /// <summary>One past its last UTF-16 unit.</summary>
    public int End => Start + Length;

    /// <summary>Whether it says what the text is about.</summary>
    public bool IsContent => Kind != TermKind.Stop;
}

/// <summary>Kinds of terms.</summary>
internal enum TermKind
{
    /// <summary>A word with a meaning of its own.</summary>
    Word,

    /// <summary>A number written in digits.</summary>
    Number,

    /// <summary>An article, a pronoun, a question word: it says nothing about the subject.</summary>
    Stop,
}
