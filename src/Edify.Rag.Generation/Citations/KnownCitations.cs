using System.Text;

namespace Edify.Rag.Generation.Citations;

/// <summary>Takes out citations that name no passage, with the gaps they leave.</summary>
internal static class UnknownCitations
{
    /// <summary>The text without them.</summary>
    /// <param name="text">What the model wrote.</param>
    /// <param name="isKnown">Whether a number names a passage.</param>
    /// <param name="dropped">How many numbers went.</param>
    public static string Remove(string text, Func<int, bool> isKnown, out int dropped)
    {
        var total = 0L;
        string before;
        do
        {
            // What is left when one is taken out may read like another, as in "[[9]8]".
            before = text;
            text = RemoveOnce(before, isKnown, ref total);
        }
        while (text != before);

        dropped = (int)Math.Min(int.MaxValue, total);
        return text;
    }

    private static string RemoveOnce(string text, Func<int, bool> isKnown, ref long dropped)
    {
        var kept = new StringBuilder(text.Length);
        var copied = 0;
        foreach (var cluster in CitationSyntax.Clusters(text))
        {
            var known = Known(cluster.Value, isKnown, out var unknown);
            if (unknown == 0) continue;

            dropped += unknown;
            kept.Append(text, copied, cluster.Index - copied);
            copied = cluster.Index + cluster.Length;
            foreach (var number in known) kept.Append('[').Append(number).Append(']');
            if (known.Count == 0) copied = CloseGap(kept, text, copied);
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

    // What surrounded a citation that went: "due [9]." becomes "due.", and so does "due ([9]).".
    private static int CloseGap(StringBuilder before, string text, int next)
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
