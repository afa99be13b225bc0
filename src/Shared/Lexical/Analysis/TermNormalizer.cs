using System.Globalization;
using System.Text;

namespace Edify.Rag.Shared.Lexical.Analysis;

/// <summary>Brings a word to the one form under which it is indexed: compatibility forms, case, digits and, by option,
/// diacritics folded.</summary>
internal sealed class TermNormalizer(bool foldDiacritics)
{
    /// <summary>Room for any word of <see cref="TextAnalyzer.MaxTermLength"/>: no character expands to more than 18.</summary>
    public const int BufferLength = TextAnalyzer.MaxTermLength * 18;

    /// <summary>Writes the folded word to a buffer of <see cref="BufferLength"/>.</summary>
    /// <returns>Its length.</returns>
    public int Normalize(ReadOnlySpan<char> word, Span<char> buffer, out bool isAscii)
    {
        var length = FoldKnown(word, buffer);
        if (length < 0)
            length = FoldAny(word, buffer);
        isAscii = Ascii.IsValid(buffer[..length]);
        return length;
    }

    // Letters whose folding is known here, which is nearly all of the text a school has. -1 when another one turns up.
    private int FoldKnown(ReadOnlySpan<char> word, Span<char> buffer)
    {
        var length = 0;
        foreach (var character in word)
        {
            if (char.IsAscii(character))
                buffer[length++] = char.ToLowerInvariant(character);
            else if (character == '\u2019')
                buffer[length++] = '\'';
            else if (character is >= '\uFF01' and <= '\uFF5E')
                buffer[length++] = char.ToLowerInvariant((char)(character - 0xFEE0));
            else if (character is >= 'А' and <= 'я')
                buffer[length++] = char.ToLowerInvariant(character);
            else if (!foldDiacritics || !TryFoldLetter(character, buffer, ref length))
                return -1;
        }

        return length;
    }

    private static bool TryFoldLetter(char character, Span<char> buffer, ref int length)
    {
        if (LetterFolding.Of(character) is { } folded)
        {
            folded.CopyTo(buffer[length..]);
            length += folded.Length;
            return true;
        }

        if (character is 'ё' or 'Ё')
            buffer[length++] = 'е';
        else if (character is (>= 'α' and <= 'ω') or (>= 'Α' and <= 'Ω'))
            buffer[length++] = char.ToLowerInvariant(character);
        else if (ArabicFolding.TryFold(character, out var letter))
        {
            if (letter != '\0')
                buffer[length++] = letter;
        }
        else
            return false;

        return true;
    }

    private int FoldAny(ReadOnlySpan<char> word, Span<char> buffer)
    {
        Span<char> decomposed = stackalloc char[BufferLength];
        if (!word.TryNormalize(decomposed, out var length, NormalizationForm.FormKD))
            word.CopyTo(decomposed[..(length = word.Length)]);
        length = FoldRunes(decomposed[..length], buffer);
        buffer[..length].CopyTo(decomposed);
        return decomposed[..length].TryNormalize(buffer, out var composed, NormalizationForm.FormKC) ? composed : length;
    }

    private int FoldRunes(ReadOnlySpan<char> decomposed, Span<char> buffer)
    {
        var length = 0;
        var lastLetter = default(Rune);
        foreach (var rune in decomposed.EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            var isMark = category == UnicodeCategory.NonSpacingMark;
            if (category == UnicodeCategory.Format || (isMark && foldDiacritics && IsDroppedAfter(lastLetter, rune)))
                continue;
            if (!isMark)
                lastLetter = rune;
            length += FoldRune(rune, buffer[length..]);
        }

        return length;
    }

    private int FoldRune(Rune rune, Span<char> buffer)
    {
        if (foldDiacritics && rune.IsBmp && TryFoldBmp((char)rune.Value, buffer, out var written))
            return written;

        switch (rune.Value)
        {
            case 'ß' or 'ẞ':
                "ss".CopyTo(buffer);
                return 2;
            case 'İ':
                "i\u0307".CopyTo(buffer);
                return 2;
            case 'ς':
                buffer[0] = 'σ';
                return 1;
            case '\u2019':
                buffer[0] = '\'';
                return 1;
            case var _ when Rune.IsDigit(rune):
                buffer[0] = (char)('0' + (int)Rune.GetNumericValue(rune));
                return 1;
            default:
                return Rune.ToLowerInvariant(rune).EncodeToUtf16(buffer);
        }
    }

    private static bool TryFoldBmp(char character, Span<char> buffer, out int written)
    {
        written = 0;
        return TryFoldLetter(character, buffer, ref written);
    }

    // In Indic scripts a mark is a vowel and stays; in Cyrillic it tells й from и and stays, but stress and ё's dots go.
    private static bool IsDroppedAfter(Rune letter, Rune mark) => letter.Value switch
    {
        < 0x0400 => true,
        < 0x0530 => mark.Value is 0x0300 or 0x0301 || (mark.Value == 0x0308 && letter.Value is 'е' or 'Е'),
        >= 0x0590 and < 0x0780 => true,
        >= 0x1E00 and < 0x2000 => true,
        _ => false,
    };
}
