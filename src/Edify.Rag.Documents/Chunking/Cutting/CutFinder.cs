using Edify.Rag.Documents.Chunking.Measuring;
using Edify.Rag.Shared;
using static Edify.Rag.Documents.Chunking.Cutting.TextCuts;

namespace Edify.Rag.Documents.Chunking.Cutting;

/// <summary>Chooses where a chunk ends.</summary>
/// <remarks>
/// From best to worst: before a heading, between elements, between rows or lines, between sentences, between words, between
/// grapheme clusters. A finer cut is preferred only where the coarser one would leave more than a quarter of the room unused.
/// </remarks>
internal sealed class CutFinder(ChunkWindow window, ChunkMeter meter, CutRules rules)
{
    // Enough to see whether a sentence goes on, and whether it began, without scanning a long paragraph again for each of its chunks.
    private const int LookAhead = 128;
    private const int LookBehind = 96;

    /// <summary>The section or page to begin the next chunk with; negative when the chunk need not end before one.</summary>
    /// <param name="start">Start of the chunk.</param>
    /// <param name="fresh">Where its text begins that no chunk holds yet.</param>
    /// <param name="limit">Furthest end that fits.</param>
    public int Break(int start, int fresh, int limit)
    {
        if (!rules.BreaksAtHeadings && !rules.BreaksAtPages) return None;
        for (var i = window.IndexAt(fresh) + 1; i < window.Elements.Count && window.Elements[i].Start <= limit; i++)
        {
            var at = window.Elements[i].Start;
            if (BeginsPage(i)) return at;
            if (!BeginsSection(i)) continue;
            if (!meter.IsSmall(window.Text[start..at]) || !NextSectionFits(i, limit)) return at;
        }

        return None;
    }

    /// <summary>Where the text surely ends that a chunk begins: at the next section or page, or with the document.</summary>
    /// <param name="limit">Furthest end that fits.</param>
    /// <param name="last">How far to look.</param>
    /// <param name="isComplete">Whether the document has no more elements.</param>
    public int EndAfter(int limit, int last, bool isComplete)
    {
        for (var i = window.IndexAt(limit) + 1; i < window.Elements.Count && window.Elements[i].Start <= last; i++)
            if (BeginsPage(i) || BeginsSection(i)) return window.Elements[i].Start;
        return isComplete && window.Length <= last ? window.Length : None;
    }

    /// <summary>The best end of a chunk within more text than fits.</summary>
    /// <param name="start">Start of the chunk.</param>
    /// <param name="fresh">Where its text begins that no chunk holds yet.</param>
    /// <param name="limit">Furthest end that fits, less than the window's length.</param>
    public int BestCut(int start, int fresh, int limit)
    {
        var enough = fresh + ((limit - fresh) * 3 / 4);
        var between = LastElementStart(fresh, limit);
        if (between > enough) return between;

        var element = window.Elements[window.IndexAt(limit)];
        if (between > fresh && (element.IsHeading || IsBetterWhole(element, start, between))) return between;

        // White space at its start is no part of it to cut off: what is before would be left alone as if cut between elements.
        var from = Math.Max(fresh, element.Start);
        while (from < limit && char.IsWhiteSpace(window.Text[from])) from++;
        if (element.HasLines && LastLine(from, limit) is var line && line > (rules.KeepsBlocks ? fresh : enough)) return line;
        if (LastSentence(from, limit, enough) is var sentence && sentence > enough) return sentence;
        var word = LastWord(window.Text, from, limit);
        if (word > enough) return word;
        if (between > fresh) return between;
        return word > fresh ? word : LastGrapheme(window.Text, fresh, limit);
    }

    /// <summary>Where the overlap of the next chunk begins: at a sentence, else at a word.</summary>
    /// <param name="start">Start of the chunk.</param>
    /// <param name="cut">Its end.</param>
    /// <returns><paramref name="cut"/> when nothing is repeated.</returns>
    public int OverlapStart(int start, int cut)
    {
        var text = window.Text[..cut];
        var earliest = Math.Max(start + 1, meter.Reach(cut, rules.Overlap));
        if (earliest >= cut) return cut;

        // A line feed ends every sentence, so that what stands before the last one need not be scanned.
        var from = Math.Max(ScanStart(start, earliest), text[..earliest].LastIndexOf('\n') + 1);
        if (from == earliest && !char.IsWhiteSpace(text[from]) && MayRepeat(text[from..])) return from;
        for (var at = SentenceScanner.NextBoundary(text, from); at < cut; at = SentenceScanner.NextBoundary(text, at))
            if (at >= earliest && !IsInsideGrapheme(text, at) && MayRepeat(text[at..])) return at;

        for (var at = NextWord(text, earliest); at < cut; at = NextWord(text, at + 1))
            if (MayRepeat(text[at..])) return at;
        return cut;
    }

    private bool MayRepeat(ReadOnlySpan<char> overlap) => meter.Measure(overlap) <= rules.Overlap;

    private bool BeginsPage(int index) => rules.BreaksAtPages && window.Elements[index].Element.Page > window.Elements[index - 1].Element.Page;

    // The first of several headings in a row: none of them is left alone at the end of a chunk.
    private bool BeginsSection(int index) => rules.BreaksAtHeadings && window.Elements[index].IsHeading && !FollowsHeading(index);

    // Elements of nothing but white space between a heading and its text don't part them.
    private bool FollowsHeading(int index)
    {
        do index--;
        while (index > 0 && window.Elements[index].IsBlank);
        return window.Elements[index].IsHeading;
    }

    private bool NextSectionFits(int index, int limit)
    {
        for (var i = index + 1; i < window.Elements.Count && window.Elements[i].Start <= limit; i++)
            if (BeginsSection(i)) return true;
        return limit == window.Length;
    }

    // A block that fits stays whole; so does the start of a larger one, unless little stands before it.
    private bool IsBetterWhole(WindowElement block, int start, int between) =>
        rules.KeepsBlocks && block.HasLines
        && (!meter.IsSmall(window.Text[start..between]) || meter.Measure(block.Element.Text) <= meter.Size);

    private int LastElementStart(int fresh, int limit)
    {
        for (var i = window.IndexAt(limit); i > 0 && window.Elements[i].Start > fresh; i--)
            if (!FollowsHeading(i)) return window.Elements[i].Start;
        return None;
    }

    private int LastLine(int from, int limit)
    {
        var lineFeed = window.Text[from..limit].LastIndexOf('\n');
        return lineFeed < 0 ? None : from + lineFeed + 1;
    }

    private int LastSentence(int from, int limit, int enough)
    {
        var text = window.Text[..Math.Min(window.Length, limit + LookAhead)];
        var last = None;
        for (var at = SentenceScanner.NextBoundary(text, ScanStart(from, enough)); at <= limit; at = SentenceScanner.NextBoundary(text, at))
        {
            if (!IsInsideGrapheme(text, at)) last = at;
            if (at == text.Length) break;
        }

        return last;
    }

    // Where to begin looking for the sentences after a position: at a word far enough before it.
    private int ScanStart(int from, int position)
    {
        if (position - from <= LookBehind) return from;
        var word = NextWord(window.Text[..position], position - LookBehind);
        return word < position ? word : from;
    }
}
