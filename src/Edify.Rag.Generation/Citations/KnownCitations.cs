using System.Text;

namespace Edify.Rag.Generation.Citations;

/// <summary>Writes citations that name passages as [1][2], and takes out the others with the gaps they leave.</summary>
internal static class KnownCitations
{
    // Nobody nests citations; whoever does so deeper than this wants the time it takes to unravel them.
    private const int MostRounds = 8;

    /// <summary>The text with no other citations than known ones; keeping them again changes nothing.</summary>
    /// <param name="text">What the model wrote.</param>
    /// <param name="isKnown">Whether a number names a passage.</param>
    /// <param name="dropped">How many numbers went.</param>
    public static string Keep(string text, Func<int, bool> isKnown, out int dropped)
    {
        var total = 0L;
        var isStable = false;
        for (var round = 0; round < MostRounds && !isStable; round++)
        {
            // What is left when one is taken out may read like another, as in "[[9]8]".
            var before = text;
            text = KeepOnce(before, isKnown, ref total);
            isStable = text == before;
        }

        dropped = (int)Math.Min(int.MaxValue, total);
        return isStable ? text : WithoutBrackets(text);
    }

    private static string WithoutBrackets(string text) => string.Concat(text.Split('[', ']', '【', '】'));

    private static string KeepOnce(string text, Func<int, bool> isKnown, ref long dropped)
    {
        var kept = new StringBuilder(text.Length);
        var copied = 0;
        foreach (var cluster in CitationSyntax.Clusters(text))
        {
            var known = string.Concat(Known(cluster.Value, isKnown, out var unknown).Distinct().Select(number => $"[{number}]"));
            if (known == cluster.Value) continue;

            dropped += unknown;
            kept.Append(text, copied, cluster.Index - copied).Append(known);
            copied = cluster.Index + cluster.Length;
            if (known.Length == 0) copied = CloseGap(kept, text, copied);
            else if (CitationSyntax.IsLinkAt(text, copied)) kept.Append(' ');
        }

        return kept.Append(text, copied, text.Length - copied).ToString();
    }

    // Passages are numbered from 1 without gaps, so a range is walked only as far as it is known.
    private static List<int> Known(string cluster, Func<int, bool> isKnown, out long unknown)
    {
        var known = new List<int>();
        unknown = 0;
        foreach (var (first, last) in CitationSyntax.Ranges(cluster))
        {
            var number = Math.Max(first, 1);
            while (number <= last && isKnown(number)) known.Add(number++);
            unknown += last - first + 1L - (number - Math.Max(first, 1));
        }

        return known;
    }

    /// <summary>Closes what surrounded a citation that went: "due [9]." becomes "due.", and so does "due ([9]).".</summary>
    /// <param name="before">What stands before it; changed.</param>
    /// <param name="text">The text.</param>
    /// <param name="next">Where the text goes on behind it.</param>
    /// <returns>Where it goes on now.</returns>
    public static int CloseGap(StringBuilder before, string text, int next)
    {
        if (before.Length > 0 && next < text.Length && (before[^1], text[next]) is ('(', ')') or ('（', '）'))
        {
            before.Length--;
            next++;
        }

        if (before.Length == 0 || before[^1] == '\n')
        {
            while (next < text.Length && text[next] == ' ') next++;
        }
        else if (next == text.Length || char.IsWhiteSpace(text[next]) || char.IsPunctuation(text[next]))
        {
            while (before.Length > 0 && before[^1] is ' ' or '\t' or '\u00A0') before.Length--;
        }

        return next;
    }
}
