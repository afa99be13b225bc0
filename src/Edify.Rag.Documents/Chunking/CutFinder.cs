using System.Buffers;
using System.Globalization;
using Edify.Rag.Shared;

namespace Edify.Rag.Documents.Chunking;

/// <summary>Chooses where a chunk ends.</summary>
/// <remarks>
/// From best to worst: before a heading, between elements, between rows or lines, between sentences, between words, between
/// grapheme clusters. A finer cut is preferred only where the coarser one would leave more than half of the room unused.
/// </remarks>
internal sealed class CutFinder(ChunkWindow window, ChunkMeter meter)
{
    // Enough to see whether a sentence goes on, without scanning a long paragraph again for each of its chunks.
    private const int LookAhead = 128;
    private const int None = -1;

    private static readonly SearchValues<char> WhiteSpace =
        SearchValues.Create([.. Enumerable.Range(0, char.MaxValue + 1).Select(c => (char)c).Where(char.IsWhiteSpace)]);

    /// <summary>The section to begin the next chunk with; negative when the chunk need not end at a heading.</summary>
    /// <param name="start">Start of the chunk.</param>
    /// <param name="fresh">Where its text begins that no chunk holds yet.</param>
    /// <param name="limit">Furthest end that fits.</param>
    public int SectionStart(int start, int fresh, int limit)
    {
        for (var i = window.IndexAt(fresh) + 1; i < window.Elements.Count && window.Elements[i].Start <= limit; i++)
        {
            var section = window.Elements[i].Start;
            if (!BeginsSection(i)) continue;
            if (!meter.IsSmall(window.Text[start..section]) || !NextSectionFits(i, limit)) return section;
        }

        return None;
    }

    /// <summary>The best end of a chunk within more text than fits.</summary>
    /// <param name="fresh">Where its text begins that no chunk holds yet.</param>
    /// <param name="limit">Furthest end that fits, less than the window's length.</param>
    public int BestCut(int fresh, int limit)
    {
        var enough = fresh + ((limit - fresh) / 2);
        var between = LastElementStart(fresh, limit);
        if (between > enough) return between;

        var element = window.Elements[window.IndexAt(limit)];
        if (element.IsHeading && between > fresh) return between;

        var from = Math.Max(fresh, element.Start);
        if (element.HasLines && LastLine(from, limit) is var line && line > enough) return line;
        if (LastSentence(from, limit) is var sentence && sentence > enough) return sentence;
        var word = LastWord(from, limit);
        if (word > enough) return word;
        if (between > fresh) return between;
        return word > fresh ? word : LastGrapheme(fresh, limit);
    }

    // The first of several headings in a row: none of them is left alone at the end of a chunk.
    private bool BeginsSection(int index) => window.Elements[index].IsHeading && !window.Elements[index - 1].IsHeading;

    private bool NextSectionFits(int index, int limit)
    {
        for (var i = index + 1; i < window.Elements.Count && window.Elements[i].Start <= limit; i++)
            if (BeginsSection(i)) return true;
        return limit == window.Length;
    }

    private int LastElementStart(int fresh, int limit)
    {
        for (var i = window.IndexAt(limit); i > 0 && window.Elements[i].Start > fresh; i--)
            if (!window.Elements[i - 1].IsHeading) return window.Elements[i].Start;
        return None;
    }

    private int LastLine(int from, int limit)
    {
        var lineFeed = window.Text[from..limit].LastIndexOf('\n');
        return lineFeed < 0 ? None : from + lineFeed + 1;
    }

    private int LastSentence(int from, int limit)
    {
        var text = window.Text[..Math.Min(window.Length, limit + LookAhead)];
        var last = None;
        for (var at = SentenceScanner.NextBoundary(text, from); at <= limit; at = SentenceScanner.NextBoundary(text, at))
        {
            if (!IsInsideGrapheme(text, at)) last = at;
            if (at == text.Length) break;
        }

        return last;
    }

    private int LastWord(int from, int limit)
    {
        var space = window.Text[from..limit].LastIndexOfAny(WhiteSpace);
        return space < 0 ? None : from + space + 1;
    }

    private int LastGrapheme(int fresh, int limit)
    {
        var text = window.Text;
        if (text[limit - 1] < '\u0300' && text[limit] < '\u0300') return limit;

        var cut = fresh;
        while (StringInfo.GetNextTextElementLength(text[cut..]) is var length && cut + length <= limit) cut += length;
        if (cut > fresh) return cut;

        // One cluster alone is larger than a chunk; then only the character stays whole.
        return char.IsLowSurrogate(text[limit]) && char.IsHighSurrogate(text[limit - 1]) ? Math.Max(limit - 1, fresh + 2) : limit;
    }

    // A boundary that white space precedes is one in any case.
    private static bool IsInsideGrapheme(ReadOnlySpan<char> text, int at) =>
        at < text.Length && text[at] >= '\u0300' && !char.IsWhiteSpace(text[at - 1]) && StringInfo.GetNextTextElementLength(text[(at - 1)..]) > 1;

    /// <summary>Where the overlap of the next chunk begins: at a sentence, else at a word.</summary>
    /// <param name="start">Start of the chunk.</param>
    /// <param name="cut">Its end.</param>
    /// <returns><paramref name="cut"/> when nothing is repeated.</returns>
    public int OverlapStart(int start, int cut)
    {
        if (meter.Overlap == 0) return cut;
        var text = window.Text[..cut];
        var earliest = Math.Max(start + 1, cut - meter.Reach(text[start..]));

        // A line feed ends every sentence, so that what stands before the last one need not be scanned.
        var from = Math.Max(start, text[..earliest].LastIndexOf('\n') + 1);
        if (from == earliest && !char.IsWhiteSpace(text[from]) && MayRepeat(text[from..])) return from;
        for (var at = SentenceScanner.NextBoundary(text, from); at < cut; at = SentenceScanner.NextBoundary(text, at))
            if (at >= earliest && !IsInsideGrapheme(text, at) && MayRepeat(text[at..])) return at;

        for (var at = NextWord(text, earliest); at < cut; at = NextWord(text, at + 1))
            if (MayRepeat(text[at..])) return at;
        return cut;
    }

    private bool MayRepeat(ReadOnlySpan<char> overlap) => meter.Measure(overlap) <= meter.Overlap;

    private static int NextWord(ReadOnlySpan<char> text, int from)
    {
        var space = text[(from - 1)..].IndexOfAny(WhiteSpace);
        if (space < 0) return text.Length;
        var word = text[(from - 1 + space)..].IndexOfAnyExcept(WhiteSpace);
        return word < 0 ? text.Length : from - 1 + space + word;
    }
}
