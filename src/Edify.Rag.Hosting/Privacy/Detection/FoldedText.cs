namespace Edify.Rag.Hosting.Privacy.Detection;

/// <summary>A text as it is compared: small letters without accents, ASCII digits, one kind of space and dash, nothing invisible.</summary>
/// <remarks>Who hides a number behind full-width digits or zero-width characters is read all the same. Each character knows where it came from.</remarks>
internal sealed class FoldedText
{
    private readonly string _original;
    private readonly char[] _chars;
    private readonly int[] _origins;

    private FoldedText(string original, char[] chars, int[] origins, int length) => (_original, _chars, _origins, Length) = (original, chars, origins, length);

    public int Length { get; }

    public ReadOnlySpan<char> Span => _chars.AsSpan(0, Length);

    public char this[int index] => _chars[index];

    /// <summary>The character, or a blank beyond either end.</summary>
    public char At(int index) => (uint)index < (uint)Length ? _chars[index] : ' ';

    /// <summary>Whether a letter or digit stands here.</summary>
    public bool IsWord(int index) => char.IsLetterOrDigit(At(index));

    /// <summary>Whether a word begins here.</summary>
    public bool StartsWord(int index) => IsWord(index) && !IsWord(index - 1);

    /// <summary>Whether the original has a capital here.</summary>
    public bool IsCapital(int index) => char.IsUpper(_original, _origins[index]);

    /// <summary>Whether the original has a letter of a script with capitals here.</summary>
    public bool HasCase(int index) => char.IsUpper(_original, _origins[index]) || char.IsLower(_original, _origins[index]);

    /// <summary>The place in the original of a range here.</summary>
    public PiiSpan ToSpan(int start, int end, PiiKind kind, string? rule = null)
    {
        var from = _origins[start];

        // From the last character on, with the marks that belong to it, but not beyond.
        var to = end < Length ? _origins[end] : _original.Length;
        var least = _origins[end - 1] + 1;
        while (to > least && char.IsWhiteSpace(_original[to - 1])) to--;
        return new(from, to - from, kind) { Rule = rule };
    }

    public static FoldedText Of(string text)
    {
        var chars = new char[text.Length + 16];
        var origins = new int[chars.Length];
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (length + CharacterFolding.Longest > chars.Length)
            {
                Array.Resize(ref chars, (chars.Length * 2) + CharacterFolding.Longest);
                Array.Resize(ref origins, chars.Length);
            }

            var c = text[i];
            if (char.IsWhiteSpace(c))
            {
                if (length > 0 && chars[length - 1] == ' ') continue;
                (chars[length], origins[length++]) = (' ', i);
            }
            else if (c < 0x80)
            {
                (chars[length], origins[length++]) = (char.ToLowerInvariant(c), i);
            }
            else
            {
                var pair = char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
                foreach (var folded in pair ? CharacterFolding.OfPair(text, i) : CharacterFolding.Of(c)) (chars[length], origins[length++]) = (folded, i);
                if (pair) i++;
            }
        }

        return new(text, chars, origins, length);
    }
}
