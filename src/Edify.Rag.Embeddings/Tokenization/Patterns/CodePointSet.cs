using Edify.Rag.Embeddings.Tokenization.Unicode;

namespace Edify.Rag.Embeddings.Tokenization.Patterns;

/// <summary>A class of code points: ranges, general categories, traits and other sets, or all but those.</summary>
internal sealed class CodePointSet
{
    private readonly uint _categories;
    private readonly CodePointTraits _traits;
    private readonly (int First, int Last)[] _ranges;
    private readonly CodePointSet[] _inner;
    private readonly CodePointSet? _both;
    private readonly bool _isNegated;
    private readonly ulong _asciiLow;
    private readonly ulong _asciiHigh;

    public CodePointSet(
        (int First, int Last)[]? ranges = null,
        uint categories = 0,
        CodePointTraits traits = CodePointTraits.None,
        CodePointSet[]? inner = null,
        CodePointSet? both = null,
        bool isNegated = false)
    {
        (_ranges, _categories, _traits, _inner, _both, _isNegated) = (ranges ?? [], categories, traits, inner ?? [], both, isNegated);
        for (var c = 0; c < 64; c++)
        {
            if (Find(c)) _asciiLow |= 1UL << c;
            if (Find(c + 64)) _asciiHigh |= 1UL << c;
        }
    }

    /// <summary>The only member, if the set was made of one.</summary>
    public int? Only => !_isNegated && _both is null && _categories == 0 && _traits == 0 && _inner.Length == 0
        && _ranges is [var (first, last)] && first == last ? first : null;

    public bool Contains(int codePoint) =>
        codePoint < 64 ? (_asciiLow >> codePoint & 1) != 0 : codePoint < 128 ? (_asciiHigh >> (codePoint - 64) & 1) != 0 : Find(codePoint);

    private bool Find(int codePoint) => (Holds(codePoint) && (_both is null || _both.Contains(codePoint))) != _isNegated;

    private bool Holds(int codePoint)
    {
        if (_categories != 0 && (_categories >> UnicodeTables.Categories[codePoint] & 1) != 0) return true;
        if (_traits != 0 && UnicodeTables.Has(codePoint, _traits)) return true;
        foreach (var (first, last) in _ranges)
            if (codePoint >= first && codePoint <= last) return true;
        foreach (var set in _inner)
            if (set.Contains(codePoint)) return true;
        return false;
    }
}
