using Edify.Rag.Shared.Lexical;
using Edify.Rag.Vectors.Lexical;

namespace Edify.Rag.Vectors.Tests.Lexical;

/// <summary>Random rows of few words, and the ways to spread them over segments.</summary>
internal sealed class LexicalCorpus(int seed)
{
    public static readonly TextAnalyzerOptions Options = new();

    private static readonly string[] Words =
    [
        "the", "atom", "cells", "of", "école", "математика", "数学", "energy", "forces",
        "B.12", "verb", "noun", "rivers", "🎉", "maps", "wars", "treaty", "zzz",
    ];

    private readonly Random _random = new(seed);

    public static TextAnalyzer Analyzer { get; } = new(Options);

    public List<string> Texts(int count) => [.. Enumerable.Range(0, count).Select(_ => Text(_random.Next(0, 25)))];

    public string Query() => Text(_random.Next(1, 7));

    public int Next(int below) => _random.Next(below);

    /// <summary>Rows of segments, each with the number of its text.</summary>
    public List<SplitSegment> Split(IReadOnlyList<string> texts)
    {
        var segments = new List<SplitSegment>();
        for (var start = 0; start < texts.Count;)
        {
            var end = Math.Min(texts.Count, start + 1 + _random.Next(texts.Count));
            segments.Add(Segment(texts, [.. Enumerable.Range(start, end - start)]));
            start = end;
        }

        return segments;
    }

    public static ILexicalSegment Mutable(IEnumerable<string> texts)
    {
        var index = new MutableLexicalIndex(Analyzer);
        foreach (var (row, text) in texts.Index())
            index.Add(row, text);
        return index.Snapshot();
    }

    public static byte[] Written(IEnumerable<string> texts)
    {
        using var stream = new MemoryStream();
        LexicalIndexWriter.Write(stream, Analyzer, texts.Select((text, row) => (row, text)));
        return stream.ToArray();
    }

    public static LexicalSegment Open(byte[] data) => LexicalSegment.Open(data, "test.lex", Options);

    private SplitSegment Segment(IReadOnlyList<string> texts, int[] ids) => _random.Next(3) switch
    {
        0 => new SplitSegment(Mutable(ids.Select(id => texts[id])), ids),
        1 => new SplitSegment(Open(Written(ids.Select(id => texts[id]))), ids),
        _ => Merged(texts, ids),
    };

    // Two segments that also hold rows that are deleted on the way, and the new rows in another order.
    private SplitSegment Merged(IReadOnlyList<string> texts, int[] ids)
    {
        var order = ids.ToArray();
        _random.Shuffle(order);
        var middle = _random.Next(order.Length + 1);
        using var stream = new MemoryStream();
        LexicalIndexWriter.Merge([Source(texts, order, 0, middle), Source(texts, order, middle, order.Length)], stream);
        return new SplitSegment(Open(stream.ToArray()), order);
    }

    private MergeSource Source(IReadOnlyList<string> texts, int[] order, int start, int end)
    {
        var rows = new List<string>();
        var map = new List<int>();
        for (var row = start; row < end; row++)
        {
            if (_random.Next(3) == 0)
            {
                rows.Add("deleted atoms of zzz and 数学");
                map.Add(-1);
            }

            rows.Add(texts[order[row]]);
            map.Add(row);
        }

        return new MergeSource(_random.Next(2) == 0 ? Mutable(rows) : Open(Written(rows)), [.. map]);
    }

    private string Text(int words) => string.Join(' ', Enumerable.Range(0, words).Select(_ => Word()));

    // Earlier words are far more frequent, as in any language.
    private string Word() => Words[(int)(Words.Length * Math.Pow(_random.NextDouble(), 2.5))];
}

internal sealed record SplitSegment(ILexicalSegment Segment, int[] Ids);
