namespace Edify.Rag.Benchmarks.Scenarios.Documents.Chunking;

/// <summary>The two chunkers that the published figures name as their baselines, written anew.</summary>
internal static class BaselineSplitters
{
    private const int CharactersPerToken = 4;

    // From coarse to fine, as the report sets them.
    private static readonly string[] Separators = ["\n\n", "\n", ".", "?", "!", " "];

    /// <summary>Windows of so many tokens, wherever they end.</summary>
    public static List<Range> Tokens(string text, int size, int overlap)
    {
        var ends = TokenEnds(text);
        var ranges = new List<Range>();
        for (var first = 0; first < ends.Count; first += size - overlap)
        {
            var last = Math.Min(first + size, ends.Count) - 1;
            ranges.Add((first == 0 ? 0 : ends[first - 1])..ends[last]);
            if (last == ends.Count - 1) break;
        }

        return ranges;
    }

    /// <summary>Splits at the coarsest separator, splits again what is still too long, and merges neighbours as long as they fit.</summary>
    public static List<Range> Recursive(string text, int size, int overlap, Func<string, int> measure)
    {
        var ranges = new List<Range>();
        Split(text, 0, text.Length, 0, size, overlap, measure, ranges);
        return [.. ranges.Select(r => Trimmed(text, r)).Where(r => r.End.Value > r.Start.Value)];
    }

    private static void Split(string text, int start, int end, int separator, int size, int overlap, Func<string, int> measure, List<Range> ranges)
    {
        while (separator < Separators.Length && text.IndexOf(Separators[separator], start, end - start, StringComparison.Ordinal) < 0) separator++;
        var fitting = new List<(Range Range, int Size)>();
        foreach (var piece in Pieces(text, start, end, separator))
        {
            var length = measure(text[piece]);
            if (length <= size || separator == Separators.Length)
            {
                fitting.Add((piece, length));
                continue;
            }

            Merge(fitting, size, overlap, ranges);
            fitting.Clear();
            Split(text, piece.Start.Value, piece.End.Value, separator + 1, size, overlap, measure, ranges);
        }

        Merge(fitting, size, overlap, ranges);
    }

    private static void Merge(List<(Range Range, int Size)> pieces, int size, int overlap, List<Range> ranges)
    {
        var (first, total) = (0, 0);
        for (var i = 0; i < pieces.Count; i++)
        {
            if (total + pieces[i].Size > size && i > first)
            {
                ranges.Add(pieces[first].Range.Start..pieces[i - 1].Range.End);
                while (first < i && (total > overlap || total + pieces[i].Size > size)) total -= pieces[first++].Size;
            }

            total += pieces[i].Size;
        }

        if (first < pieces.Count) ranges.Add(pieces[first].Range.Start..pieces[^1].Range.End);
    }

    // A separator begins the piece that follows it.
    private static IEnumerable<Range> Pieces(string text, int start, int end, int separator)
    {
        if (separator == Separators.Length)
        {
            for (var at = start; at < end; at++) yield return at..(at + 1);
            yield break;
        }

        for (int from = start, next; from < end; from = next)
        {
            next = text.IndexOf(Separators[separator], from + 1, end - from - 1, StringComparison.Ordinal) is var found and >= 0 ? found : end;
            yield return from..next;
        }
    }

    private static Range Trimmed(string text, Range range)
    {
        var part = text.AsSpan(range);
        var lead = part.Length - part.TrimStart().Length;
        return (range.Start.Value + lead)..(range.Start.Value + Math.Max(lead, part.TrimEnd().Length));
    }

    // As the product estimates tokens: four letters or digits of a word, or a sign; white space is with what follows.
    private static List<int> TokenEnds(string text)
    {
        var ends = new List<int>();
        var word = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsLetterOrDigit(text[i]) && text[i] < '\u2E80')
            {
                if (word++ % CharactersPerToken == 0) ends.Add(i);
                ends[^1] = i + 1;
                continue;
            }

            word = 0;
            if (!char.IsWhiteSpace(text[i])) ends.Add(i + 1);
        }

        return ends;
    }
}
