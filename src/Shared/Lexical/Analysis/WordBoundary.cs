namespace Edify.Rag.Shared.Lexical.Analysis;

/// <summary>Where words, runs of unspaced script and pictographs end.</summary>
internal static class WordBoundary
{
    private const char ZeroWidthJoiner = '\u200D';

    /// <summary>The end of the word that starts with the letter or digit at a position.</summary>
    public static int EndOfWord(ReadOnlySpan<char> text, int start)
    {
        var end = start;
        var position = start;
        var previous = CharacterClass.Other;
        while (position < text.Length)
        {
            var current = CharacterClasses.Of(text[position..], out var length);
            if (current is CharacterClass.Letter or CharacterClass.Digit)
                (previous, end) = (current, position + length);
            else if (current == CharacterClass.Extend)
                end = position + length;
            else if (current != CharacterClass.Connector && !Joins(text, start, position, previous))
                break;
            position += length;
        }

        return end;
    }

    /// <summary>The end of the run of unspaced letters and their marks that starts at a position.</summary>
    public static int EndOfUnspaced(ReadOnlySpan<char> text, int start)
    {
        var position = start;
        while (position < text.Length && CharacterClasses.Of(text[position..], out var length) is CharacterClass.Unspaced or CharacterClass.Extend)
            position += length;
        return position;
    }

    /// <summary>The end of a pictograph with its modifiers, and of those joined to it; two letters of a flag are one.</summary>
    public static int EndOfPictograph(ReadOnlySpan<char> text, int start)
    {
        CharacterClasses.Of(text[start..], out var first);
        var position = start + first;
        if (IsRegionalIndicator(text, start) && IsRegionalIndicator(text, position))
            return position + 2;

        while (position < text.Length)
        {
            var current = CharacterClasses.Of(text[position..], out var length);
            if (current != CharacterClass.Extend && !(current == CharacterClass.Pictograph && text[position - 1] == ZeroWidthJoiner))
                break;
            position += length;
        }

        return position;
    }

    private static bool Joins(ReadOnlySpan<char> text, int start, int position, CharacterClass previous)
    {
        if (position + 1 >= text.Length)
            return false;

        var next = CharacterClasses.Of(text[(position + 1)..], out _);
        return text[position] switch
        {
            '\'' or '\u2019' or '\uFF07' => previous == CharacterClass.Letter && next == CharacterClass.Letter,
            ',' => previous == CharacterClass.Digit && next == CharacterClass.Digit,
            '.' or '\uFF0E' => next == CharacterClass.Digit && (previous == CharacterClass.Digit || position == start + 1),
            _ => false,
        };
    }

    private static bool IsRegionalIndicator(ReadOnlySpan<char> text, int position) =>
        position + 1 < text.Length && text[position] == '\uD83C' && text[position + 1] is >= '\uDDE6' and <= '\uDDFF';
}
