namespace Edify.Rag.Hosting.Privacy.Detection;

/// <summary>A number that is written in groups, such as "030 123-45 67". One object reads many, one after the other.</summary>
internal sealed class DigitGroups
{
    private const int MostDigits = 24;

    // So many characters may stand between two digits: "(0) 30", "030 - 12".
    private const int MostBetween = 3;

    private readonly char[] _digits = new char[MostDigits];
    private readonly (int Digits, int End)[] _groups = new (int, int)[MostDigits];

    /// <summary>How many groups it has.</summary>
    public int Groups { get; private set; }

    /// <summary>The digits alone.</summary>
    public ReadOnlySpan<char> Digits => Groups == 0 ? [] : _digits.AsSpan(0, _groups[Groups - 1].Digits);

    /// <summary>Where the number ends in the text.</summary>
    public int End => Groups == 0 ? 0 : _groups[Groups - 1].End;

    /// <summary>Reads from a digit, or a bracket before it, as far as digits go. A number of more than 24 digits without a break is none.</summary>
    /// <returns>Whether there is one.</returns>
    public bool Read(FoldedText text, int start, ReadOnlySpan<char> separators)
    {
        Groups = 0;
        var (count, end, inGroup) = (0, start, false);
        for (var i = start; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsAsciiDigit(c))
            {
                if (count == MostDigits) return Drop();
                if (!inGroup) Groups++;
                (_digits[count++], inGroup, end) = (c, true, i + 1);
                _groups[Groups - 1] = (count, end);
                continue;
            }

            if (inGroup && char.IsLetter(c)) return Drop();
            inGroup = false;
            if (!separators.Contains(c) || i - end >= MostBetween || (i > end && c is not ('(' or ')' or '-' or ' '))) break;
        }

        return Groups > 0;
    }

    /// <summary>Leaves the last group out: it may be the beginning of something else.</summary>
    /// <returns>Whether something is left.</returns>
    public bool Drop() => Groups > 0 && --Groups > 0;
}
