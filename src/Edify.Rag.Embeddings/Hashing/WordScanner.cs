using System.Globalization;
using System.Text;

namespace Edify.Rag.Embeddings.Hashing;

/// <summary>Finds words in folded text: runs of letters, marks and digits.</summary>
/// <remarks>Scripts written without spaces yield every character and every pair of neighbours instead, as search engines index them.</remarks>
internal ref struct WordScanner(ReadOnlySpan<char> text)
{
    private readonly ReadOnlySpan<char> _text = text;
    private int _position;
    private int _pairStart = -1;

    /// <summary>Where the word starts.</summary>
    public int Start { get; private set; }

    /// <summary>Its length in UTF-16 units.</summary>
    public int Length { get; private set; }

    /// <summary>Whether it is of a script without spaces.</summary>
    public bool IsUnspaced { get; private set; }

    /// <summary>Moves to the next word.</summary>
    public bool MoveNext()
    {
        if (TakePair()) return true;
        while (_position < _text.Length)
        {
            var kind = KindAt(_position, out var length);
            if (kind == Kind.Word) return TakeWord();
            if (kind == Kind.Unspaced) return TakeCharacter(length);
            _position += length;
        }

        return false;
    }

    private bool TakeWord()
    {
        Start = _position;
        IsUnspaced = false;
        while (_position < _text.Length && KindAt(_position, out var length) == Kind.Word) _position += length;
        Length = _position - Start;
        return true;
    }

    private bool TakeCharacter(int length)
    {
        Start = _position;
        Length = length;
        IsUnspaced = true;
        _position += length;
        if (_position < _text.Length && KindAt(_position, out _) == Kind.Unspaced) _pairStart = Start;
        return true;
    }

    private bool TakePair()
    {
        if (_pairStart < 0) return false;
        KindAt(_position, out var length);
        Start = _pairStart;
        Length = _position + length - _pairStart;
        _pairStart = -1;
        return true;
    }

    private readonly Kind KindAt(int index, out int length)
    {
        var unit = _text[index];
        length = 1;
        if (unit < 0x80) return char.IsAsciiLetterOrDigit(unit) ? Kind.Word : Kind.Other;
        if (Rune.DecodeFromUtf16(_text[index..], out var rune, out length) != System.Buffers.OperationStatus.Done) return Kind.Other;
        return Rune.GetUnicodeCategory(rune) switch
        {
            <= UnicodeCategory.EnclosingMark when IsOfUnspacedScript(rune.Value) => Kind.Unspaced, // letters and marks
            <= UnicodeCategory.OtherNumber => Kind.Word, // letters, marks and numbers
            _ => Kind.Other,
        };
    }

    private static bool IsOfUnspacedScript(int value) => value switch
    {
        >= 0x0E00 and <= 0x0EFF => true, // Thai, Lao
        >= 0x1000 and <= 0x109F or >= 0x1780 and <= 0x17FF => true, // Myanmar, Khmer
        >= 0x3040 and <= 0x30FF or >= 0x3400 and <= 0x9FFF or >= 0xF900 and <= 0xFAFF => true, // Kana, Han
        >= 0x20000 and <= 0x3FFFF => true, // Han beyond the basic plane
        _ => false,
    };

    private enum Kind
    {
        Other,
        Word,
        Unspaced,
    }
}
