using System.Globalization;
using Edify.Rag.Documents.Chunking;
using FsCheck;
using FsCheck.Fluent;

namespace Edify.Rag.Documents.Tests.Chunking;

/// <summary>What holds for the chunks of every chunker.</summary>
public abstract class ChunkerLaws
{
    private Config _cases = Law.On(300);

    private protected abstract ChunkerOptions Options(int size, int part, bool flag);

    [Fact]
    public void The_text_of_a_chunk_is_what_its_span_covers() => Check((text, c, chunks) => chunks.All(chunk =>
        text[(int)chunk.Span.Start..(int)chunk.Span.End] == chunk.Text && chunk.Text == chunk.Text.Trim() && chunk.Text.Length > 0));

    [Fact]
    public void Spans_cover_everything_but_white_space_and_boilerplate() => Check((text, c, chunks) =>
    {
        var covered = new bool[text.Length];
        foreach (var chunk in chunks) covered.AsSpan((int)chunk.Span.Start, (int)chunk.Span.Length).Fill(true);
        foreach (var dropped in Dropped(c))
        {
            if (covered.AsSpan((int)dropped.Start, dropped.Text.Length).Contains(true)) return false;
            covered.AsSpan((int)dropped.Start, dropped.Text.Length).Fill(true);
        }

        return text.Index().All(i => covered[i.Index] || char.IsWhiteSpace(i.Item));
    });

    [Fact]
    public void No_chunk_is_larger_than_the_size_with_its_preface() => Check((_, c, chunks) => chunks.All(chunk =>
        Chunkers.Measure(chunk.Text, c.Options) + Chunkers.Measure(chunk.Preface, c.Options) <= c.Options.Size));

    [Fact]
    public void Tokens_are_stated_as_counted() => Check((_, c, chunks) => chunks.All(chunk =>
        chunk.TokenCount == (c.Options.Unit == ChunkUnit.Tokens ? Chunkers.Measure(chunk.Text, c.Options) : 0)));

    [Fact]
    public void Ordinals_have_no_gaps_and_chunks_move_on() => Check((_, _, chunks) =>
        chunks.Index().All(c => c.Item.Ordinal == c.Index)
        && chunks.Zip(chunks.Skip(1)).All(pair => pair.First.Span.Start < pair.Second.Span.Start && pair.First.Span.End < pair.Second.Span.End));

    [Fact]
    public void No_boundary_lies_within_a_grapheme() => Check((text, _, chunks) =>
    {
        var starts = StringInfo.ParseCombiningCharacters(text).ToHashSet();
        return chunks.All(chunk => IsBoundary((int)chunk.Span.Start) && IsBoundary((int)chunk.Span.End));

        // White space ends a combining sequence here: what follows it stands on its own.
        bool IsBoundary(int at) => at == text.Length || starts.Contains(at) || char.IsWhiteSpace(text[at - 1]);
    });

    [Fact]
    public void Pages_and_heading_paths_are_those_of_the_elements_covered() => Check((_, c, chunks) => chunks.All(chunk =>
    {
        var covered = c.Elements.Where(e => e.Kind != ElementKind.RunningHead && !string.IsNullOrWhiteSpace(e.Text))
            .Where(e => e.Span.Start < chunk.Span.End && e.Span.End > chunk.Span.Start).ToList();
        var named = covered.Find(e => e.Kind != ElementKind.Heading);
        var path = named?.HeadingPath ?? [.. covered[^1].HeadingPath, covered[^1].Text];
        return chunk.FirstPage == covered[0].Page && chunk.LastPage == covered[^1].Page && chunk.HeadingPath.SequenceEqual(path)
            && chunk.PageStarts.Count == chunk.LastPage - chunk.FirstPage && chunk.EmbedsHeadings == c.Options.PrefixHeadings;
    }));

    [Fact]
    public void A_preface_is_the_header_of_the_table_that_the_chunk_goes_on_with() => Check((_, c, chunks) => chunks.Where(k => k.Preface.Length > 0).All(chunk =>
    {
        var table = c.Elements.Last(e => e.Span.Start <= chunk.Span.Start && e.Kind != ElementKind.RunningHead);
        return table.Kind == ElementKind.Table && table.Span.Start < chunk.Span.Start && table.Text.Split('\n')[0].Trim() == chunk.Preface;
    }));

    [Fact]
    public void A_window_is_what_its_span_covers_and_holds_the_chunk() => Check((text, _, chunks) => chunks.Where(c => c.Window.Length > 0).All(chunk =>
        text[(int)chunk.WindowSpan.Start..(int)chunk.WindowSpan.End] == chunk.Window && chunk.Window.Length > chunk.Text.Length
        && chunk.WindowSpan.Start <= chunk.Span.Start && chunk.WindowSpan.End >= chunk.Span.End));

    [Fact]
    [Trait("Lane", "slow")]
    public void Each_law_holds_on_cases_that_were_never_tried()
    {
        _cases = Law.OnNew(10_000);
        The_text_of_a_chunk_is_what_its_span_covers();
        Spans_cover_everything_but_white_space_and_boilerplate();
        No_chunk_is_larger_than_the_size_with_its_preface();
        Tokens_are_stated_as_counted();
        Ordinals_have_no_gaps_and_chunks_move_on();
        No_boundary_lies_within_a_grapheme();
        Pages_and_heading_paths_are_those_of_the_elements_covered();
        A_preface_is_the_header_of_the_table_that_the_chunk_goes_on_with();
        A_window_is_what_its_span_covers_and_holds_the_chunk();
        TryOwnLaws();
    }

    /// <summary>Tries the laws of this chunker alone.</summary>
    private protected virtual void TryOwnLaws() { }

    private protected void Check(Func<string, ChunkerCase, List<Chunk>, bool> law) =>
        Prop.ForAll(ChunkerCase.For(Options), c => law(Chunkers.TextOf(c.Elements), c, Chunk(c))).Check(_cases);

    private static List<Chunk> Chunk(ChunkerCase c) => Chunkers.Of(c.Options).ChunkAsync(c.Elements.ToAsyncEnumerable()).ToBlockingEnumerable().ToList();

    private static List<DocumentElement> Dropped(ChunkerCase c)
    {
        var filter = new RepeatFilter(c.Options.MaxOccurrences);
        return [.. c.Elements.Where(filter.Drops)];
    }
}
