namespace Edify.Rag.Documents.Text;

/// <summary>Recognises what stands before the text of a list item.</summary>
internal static class ListMarker
{
    private const int MostDigits = 3;

    /// <summary>Length of the marker and the space after it; 0 when the line begins no item.</summary>
    /// <param name="line">A line without white space at its ends.</param>
    public static int Length(ReadOnlySpan<char> line)
    {
        var marker = line[0] is '-' or '*' or '+' or '•' or '–' or '◦' or '▪' ? 1 : NumberLength(line);
        return marker > 0 && marker < line.Length && (line[marker] is ' ' or '\t') ? marker + 1 : 0;
    }

    private static int NumberLength(ReadOnlySpan<char> line)
    {
        var digits = 0;
        while (digits < line.Length && digits <= MostDigits && char.IsAsciiDigit(line[digits])) digits++;
        return digits is 0 or > MostDigits || digits == line.Length || line[digits] is not ('.' or ')') ? 0 : digits + 1;
    }
}
