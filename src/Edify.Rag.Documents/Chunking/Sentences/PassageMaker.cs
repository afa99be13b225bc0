using Edify.Rag.Documents.Chunking.Cutting;
using Edify.Rag.Documents.Chunking.Measuring;

namespace Edify.Rag.Documents.Chunking.Sentences;

/// <summary>Makes chunks of neighbouring units.</summary>
internal sealed class PassageMaker(ChunkMeter meter, bool embedsHeadings)
{
    private int _ordinal;

    /// <summary>Length of the text of units.</summary>
    public int Measure(IReadOnlyList<TextUnit> units) => meter.Measure(TextOf(units));

    /// <summary>The next chunk.</summary>
    /// <param name="units">What it holds: at least one.</param>
    public Chunk Make(IReadOnlyList<TextUnit> units)
    {
        var text = TextOf(units);
        var measure = meter.Measure(text);
        var start = units[0].Start + units[0].Lead;
        var preface = TableHeader.For(units[0].Element, units[0].Offset, meter);
        return new(_ordinal++, text)
        {
            FirstPage = units[0].Element.Page,
            LastPage = Math.Max(units[0].Element.Page, units[^1].Element.Page),
            PageStarts = PageStartsOf(units, start),
            HeadingPath = PathOf(units),
            EmbedsHeadings = embedsHeadings,
            Preface = measure + meter.Measure(preface) < meter.Size ? preface : string.Empty,
            Span = new(start, start + text.Length),
            TokenCount = meter.TokensOf(measure),
        };
    }

    /// <summary>A chunk with what stands around it.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <param name="units">Its units and those around it.</param>
    public static Chunk WithWindow(Chunk chunk, IReadOnlyList<TextUnit> units)
    {
        var window = TextOf(units);
        if (window.Length == chunk.Text.Length) return chunk;
        var start = units[0].Start + units[0].Lead;
        return chunk with { Window = window, WindowSpan = new(start, start + window.Length) };
    }

    private static string TextOf(IReadOnlyList<TextUnit> units)
    {
        if (units.Count == 1) return units[0].Raw.Trim();
        return string.Concat(units.Select(u => u.Raw)).Trim();
    }

    // A page without text begins where the next one does.
    private static List<int> PageStartsOf(IReadOnlyList<TextUnit> units, long start)
    {
        var starts = new List<int>();
        var page = units[0].Element.Page;
        foreach (var unit in units)
            for (; page < unit.Element.Page; page++) starts.Add((int)(unit.Start + unit.Lead - start));
        return starts;
    }

    // As of all chunks: that of the first element other than a heading.
    private static IReadOnlyList<string> PathOf(IReadOnlyList<TextUnit> units)
    {
        var named = units.FirstOrDefault(u => !u.IsHeading)?.Element;
        return named?.HeadingPath ?? [.. units[^1].Element.HeadingPath, units[^1].Element.Text];
    }
}
