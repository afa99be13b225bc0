namespace Edify.Rag.Hosting.Privacy.Detection.Finders;

/// <summary>Addresses of electronic mail: what stands around an "@", within the lengths of RFC 5321, with a domain of at least two labels.</summary>
internal sealed class EmailFinder : ISpanFinder
{
    private const int LongestLocal = 64;
    private const int LongestDomain = 255;

    public void Find(FoldedText text, List<PiiSpan> found)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] != '@') continue;
            var start = at;
            while (start > 0 && at - start < LongestLocal && IsLocal(text[start - 1])) start--;
            while (start < at && text[start] is '.' or '\'' or '-') start++;
            var end = EndOfDomain(text, at + 1);
            if (start < at && end > 0) found.Add(text.ToSpan(start, end, PiiKind.Email));
        }
    }

    // The atoms of RFC 5322 without those that stand around addresses in running text.
    private static bool IsLocal(char c) => char.IsLetterOrDigit(c) || c is '.' or '_' or '-' or '+' or '%' or '\'' or '#' or '&' or '~';

    private static int EndOfDomain(FoldedText text, int start)
    {
        var (end, label, dots) = (0, start, 0);
        for (var i = start; i <= text.Length && i - start < LongestDomain; i++)
        {
            var c = text.At(i);
            if (char.IsLetterOrDigit(c) || (c == '-' && i > label)) continue;
            if (i == label) break;

            // The last label is no number: "@2.5" is a price.
            if (dots > 0 && i - label >= 2 && char.IsLetter(text[label])) end = i;
            if (c != '.') break;
            (label, dots) = (i + 1, dots + 1);
        }

        while (end > 0 && text[end - 1] == '-') end--;
        return end;
    }
}
