using System.Buffers;
using System.Globalization;
using System.Text;

namespace Edify.Rag.Shared.Lexical.Analysis;

/// <summary>What a character does at a word boundary.</summary>
internal enum CharacterClass
{
    /// <summary>Ends a word.</summary>
    Other,

    /// <summary>A letter of a script that puts spaces between words.</summary>
    Letter,

    /// <summary>A digit or another number.</summary>
    Digit,

    /// <summary>Joins what stands on both sides: the low line.</summary>
    Connector,

    /// <summary>Belongs to the character before it: combining marks, vowel signs, joiners.</summary>
    Extend,

    /// <summary>A letter of a script without spaces between words.</summary>
    Unspaced,

    /// <summary>An emoji or another pictograph.</summary>
    Pictograph,
}

internal static class CharacterClasses
{
    // First and last code point of the blocks whose letters form pairs: Thai, Lao, Myanmar, Hangul Jamo, Khmer, the kana,
    // Bopomofo, the ideographs, Hangul, and their half-width forms.
    private static readonly (int First, int Last)[] UnspacedBlocks =
    [
        (0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1100, 0x11FF), (0x1780, 0x17FF), (0x2E80, 0x2FDF), (0x3005, 0x3007), (0x3021, 0x3029),
        (0x3031, 0x3035), (0x3041, 0x318F), (0x31A0, 0x31BF), (0x31F0, 0x31FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xA960, 0xA97F),
        (0xAC00, 0xD7FF), (0xF900, 0xFAFF), (0xFF66, 0xFFDC), (0x1B000, 0x1B16F), (0x20000, 0x3FFFD),
    ];

    /// <summary>The class of the character that a text begins with.</summary>
    /// <param name="text">A text that isn't empty.</param>
    /// <param name="length">How many code units the character has.</param>
    public static CharacterClass Of(ReadOnlySpan<char> text, out int length)
    {
        length = 1;
        var first = text[0];
        if (char.IsAsciiLetter(first))
            return CharacterClass.Letter;
        if (char.IsAscii(first))
            return char.IsAsciiDigit(first) ? CharacterClass.Digit : first == '_' ? CharacterClass.Connector : CharacterClass.Other;

        // A lone surrogate is no character: it ends a word.
        return Rune.DecodeFromUtf16(text, out var rune, out length) == OperationStatus.Done ? Of(rune) : CharacterClass.Other;
    }

    private static CharacterClass Of(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter => CharacterClass.Letter,
        UnicodeCategory.OtherLetter or UnicodeCategory.ModifierLetter or UnicodeCategory.LetterNumber =>
            IsUnspaced(rune.Value) ? CharacterClass.Unspaced : CharacterClass.Letter,
        UnicodeCategory.DecimalDigitNumber or UnicodeCategory.OtherNumber => CharacterClass.Digit,
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark => CharacterClass.Extend,
        UnicodeCategory.Format => rune.Value is 0x200B or 0xFEFF ? CharacterClass.Other : CharacterClass.Extend,
        UnicodeCategory.OtherSymbol => IsPictograph(rune.Value) ? CharacterClass.Pictograph : CharacterClass.Other,
        UnicodeCategory.ModifierSymbol => rune.Value is >= 0x1F3FB and <= 0x1F3FF ? CharacterClass.Extend : CharacterClass.Other,
        _ => CharacterClass.Other,
    };

    private static bool IsPictograph(int value) => value is (>= 0x1F000 and <= 0x1FAFF) or (>= 0x2600 and <= 0x27BF) or (>= 0x2B00 and <= 0x2BFF);

    private static bool IsUnspaced(int value)
    {
        if (value < UnspacedBlocks[0].First)
            return false;

        foreach (var (first, last) in UnspacedBlocks)
        {
            if (value <= last)
                return value >= first;
        }

        return false;
    }
}
