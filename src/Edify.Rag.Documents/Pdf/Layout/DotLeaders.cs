using System.Buffers;
using System.Text;

namespace Edify.Rag.Documents.Pdf.Layout;

/// <summary>Shortens the dots that lead from a title to its page number, or that leave room to write on.</summary>
/// <remarks>
/// Within a text they become one ellipsis, which keeps "Chapter 1 … 7" from being read as "Chapter 1 7"; at its ends they go.
/// The ellipses of prose have four dots at the most, and stay.
/// </remarks>
internal static class DotLeaders
{
    private const int Fewest = 5;
    private const int MaxSpaces = 3;
    private const int LongestPageNumber = 6;

    private static readonly SearchValues<char> OfPageNumbers = SearchValues.Create("0123456789ivxlcIVXLC-");

    /// <summary>The text without leaders.</summary>
    public static string Collapse(string text)
    {
        StringBuilder? collapsed = null;
        var copied = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text.AsSpan(i).IndexOfAny(".…·․") is var next && next < 0) break;
            i += next;
            var (end, dots) = Run(text, i);
            if (dots >= Fewest)
            {
                collapsed ??= new StringBuilder(text.Length);
                Join(collapsed, text.AsSpan(copied, i - copied));
                copied = end;
            }

            i = end - 1;
        }

        if (collapsed is null) return text;
        Join(collapsed, text.AsSpan(copied));
        return collapsed.ToString();
    }

    /// <summary>Whether a text, its leaders shortened, ends with a page number that they led to.</summary>
    public static bool LeadsToPage(string text)
    {
        var leader = text.LastIndexOf('…');
        return leader > 0 && text.Length - leader - 2 is > 0 and <= LongestPageNumber && text[leader - 1] == ' '
            && text.AsSpan(leader + 2).IndexOfAnyExcept(OfPageNumbers) < 0;
    }

    private static void Join(StringBuilder text, ReadOnlySpan<char> more)
    {
        more = more.Trim(' ');
        if (text.Length > 0 && !more.IsEmpty) text.Append(" … ");
        text.Append(more);
    }

    // Where dots end that begin at a place, with few spaces between them, and how many they are.
    private static (int End, int Dots) Run(string text, int start)
    {
        var (end, dots) = (start, 0);
        for (var i = start; i < text.Length && i - end <= MaxSpaces; i++)
        {
            var weight = text[i] switch { '.' or '·' or '․' => 1, '…' => 2, ' ' => 0, _ => -1 };
            if (weight < 0) break;
            dots += weight;
            if (weight > 0) end = i + 1;
        }

        return (end, dots);
    }
}
