using System.Globalization;
using System.Text;
using Edify.Rag.Documents.Chunking;
using FsCheck;
using FsCheck.Fluent;

namespace Edify.Rag.Documents.Tests.Chunking;

public class ChunkerLawTests
{
    private static readonly ApproximateTokenizer Tokenizer = new ApproximateTokenizer();

    private static readonly string[] Words =
    [
        "a", "school", "teaches.", "Dr.", "Then", "pupils?", "\"Yes!\"", "learning", "3.14", "e.g.", "naïve", "e\u0301te\u0301", "文字列。", "これは長い文です",
        "👩‍👩‍👧", "🇩🇪", "𝒳", "हिन्दी।", "x\u0301\u0302\u0303", "unbreakable-and-rather-long-word-of-a-chemist", "\t", "\u3000",
    ];

    private static readonly Gen<DocumentElement> Elements =
        from kind in Gen.Elements([.. Enum.GetValues<ElementKind>().Where(k => k != ElementKind.RunningHead)])
        from count in Gen.Frequency((6, Gen.Choose(1, 12)), (3, Gen.Choose(20, 120)), (1, Gen.Choose(300, 900)))
        from words in Gen.ArrayOf(Gen.Elements(Words), kind == ElementKind.Heading ? Math.Min(count, 8) : count)
        from separator in Gen.Frequency((8, Gen.Constant(" ")), (1, Gen.Constant(string.Empty)))
        from level in Gen.Choose(1, 3)
        let lines = kind is ElementKind.Table or ElementKind.Code
        select new DocumentElement(kind, Join(words, separator, lines)) { Level = kind == ElementKind.Heading ? level : 0 };

    private static readonly Arbitrary<(DocumentElement[] Elements, ChunkerOptions Options)> Cases = (
        from count in Gen.Choose(0, 25)
        from elements in Gen.ArrayOf(Elements, count)
        from size in Gen.OneOf(Gen.Choose(50, 120), Gen.Choose(200, 1500))
        from overlap in Gen.Choose(0, (size - 1) / 2)
        from unit in Gen.Elements(ChunkUnit.Characters, ChunkUnit.Tokens)
        from headings in Gen.Elements(true, false)
        select (Placed(elements), new ChunkerOptions { Size = size, Overlap = overlap, Unit = unit, BreakAtHeadings = headings })).ToArbitrary();

    [Fact]
    public void The_text_of_a_chunk_is_what_its_span_covers() => Check((text, _, chunks, _) =>
        chunks.All(chunk => text[(int)chunk.Span.Start..(int)chunk.Span.End] == chunk.Text && chunk.Text == chunk.Text.Trim() && chunk.Text.Length > 0));

    [Fact]
    public void Spans_cover_everything_but_white_space() => Check((text, _, chunks, _) =>
    {
        var covered = new bool[text.Length];
        foreach (var chunk in chunks) covered.AsSpan((int)chunk.Span.Start, (int)chunk.Span.Length).Fill(true);
        return text.Index().All(c => covered[c.Index] || char.IsWhiteSpace(c.Item));
    });

    [Fact]
    public void No_chunk_is_larger_than_the_size() => Check((_, _, chunks, options) => chunks.All(chunk => Measure(chunk.Text, options) <= options.Size));

    [Fact]
    public void Ordinals_have_no_gaps_and_chunks_move_on() => Check((_, _, chunks, _) =>
        chunks.Index().All(c => c.Item.Ordinal == c.Index)
        && chunks.Zip(chunks.Skip(1)).All(pair => pair.First.Span.Start < pair.Second.Span.Start && pair.First.Span.End < pair.Second.Span.End));

    [Fact]
    public void Overlaps_are_within_their_limit() => Check((text, _, chunks, options) =>
        chunks.Zip(chunks.Skip(1)).Where(pair => pair.Second.Span.Start < pair.First.Span.End)
            .All(pair => Measure(text[(int)pair.Second.Span.Start..(int)pair.First.Span.End], options) <= options.Overlap));

    [Fact]
    public void No_boundary_lies_within_a_grapheme() => Check((text, _, chunks, _) =>
    {
        var starts = StringInfo.ParseCombiningCharacters(text).ToHashSet();
        return chunks.All(chunk => IsBoundary((int)chunk.Span.Start) && IsBoundary((int)chunk.Span.End));

        // White space ends a combining sequence here: what follows it stands on its own.
        bool IsBoundary(int at) => at == text.Length || starts.Contains(at) || char.IsWhiteSpace(text[at - 1]);
    });

    [Fact]
    public void Pages_and_heading_paths_are_those_of_the_elements_covered() => Check((_, elements, chunks, _) => chunks.All(chunk =>
    {
        var covered = elements.Where(e => e.Span.Start < chunk.Span.End && e.Span.End > chunk.Span.Start && !string.IsNullOrWhiteSpace(e.Text)).ToList();
        var named = covered.Find(e => e.Kind != ElementKind.Heading);
        var path = named?.HeadingPath ?? [.. covered[^1].HeadingPath, covered[^1].Text];
        return chunk.FirstPage == covered[0].Page && chunk.LastPage == covered[^1].Page && chunk.HeadingPath.SequenceEqual(path);
    }));

    [Fact]
    public void A_heading_is_not_left_at_the_end_of_a_chunk_that_holds_more() => Check((_, elements, chunks, options) => chunks.SkipLast(1).All(chunk =>
    {
        var last = elements.Last(e => e.Span.Start < chunk.Span.End && !string.IsNullOrWhiteSpace(e.Text));
        var startsBefore = elements.Any(e => e.Kind != ElementKind.Heading && e.Span.End > chunk.Span.Start && e.Span.Start < last.Span.Start
            && !string.IsNullOrWhiteSpace(e.Text));
        var rows = elements.Where(e => e.Kind == ElementKind.Heading && e.Span.End <= chunk.Span.End && e.Span.Start >= chunk.Span.Start);
        var isWhole = last.Span.End <= chunk.Span.End && last.Kind == ElementKind.Heading;
        return !isWhole || !startsBefore || Measure(string.Concat(rows.Select(r => r.Text)), options) * 2 > options.Size;
    }));

    private static bool Holds(DocumentElement[] elements, ChunkerOptions options, Func<string, DocumentElement[], List<Chunk>, ChunkerOptions, bool> law)
    {
        var text = string.Concat(elements.Select(e => e.Text + "\n"));
        var chunks = new RecursiveChunker(options, Tokenizer).ChunkAsync(elements.ToAsyncEnumerable()).ToBlockingEnumerable().ToList();
        return law(text, elements, chunks, options);
    }

    private static void Check(Func<string, DocumentElement[], List<Chunk>, ChunkerOptions, bool> law) =>
        Prop.ForAll(Cases, c => Holds(c.Elements, c.Options, law)).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    private static int Measure(string text, ChunkerOptions options) => options.Unit == ChunkUnit.Tokens ? Tokenizer.CountTokens(text) : text.Length;

    private static string Join(string[] words, string separator, bool lines)
    {
        var text = new StringBuilder();
        foreach (var (i, word) in words.Index()) text.Append(word).Append(lines && i % 7 == 6 ? "\n" : separator);
        return text.ToString();
    }

    private static DocumentElement[] Placed(DocumentElement[] elements)
    {
        var (start, page) = (0L, 1);
        var headings = new List<DocumentElement>();
        for (var i = 0; i < elements.Length; i++)
        {
            if (i % 5 == 4) page++;
            if (elements[i].Kind == ElementKind.Heading) headings.RemoveAll(h => h.Level >= elements[i].Level);
            elements[i] = elements[i] with { Start = start, Page = page, HeadingPath = [.. headings.Select(h => h.Text)] };
            if (elements[i].Kind == ElementKind.Heading) headings.Add(elements[i]);
            start += elements[i].Text.Length + 1;
        }

        return elements;
    }
}
