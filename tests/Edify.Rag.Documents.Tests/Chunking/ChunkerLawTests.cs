namespace Edify.Rag.Documents.Tests.Chunking;

public class RecursiveChunkerLawTests : ChunkerLaws
{
    private protected override ChunkerOptions Options(int size, int part, bool flag) => new RecursiveChunkerOptions { Overlap = part, BreakAtHeadings = flag };

    [Fact]
    public void Overlaps_are_within_their_limit() => Check((text, c, chunks) =>
        chunks.Zip(chunks.Skip(1)).Where(pair => pair.Second.Span.Start < pair.First.Span.End).All(pair =>
            Chunkers.Measure(text[(int)pair.Second.Span.Start..(int)pair.First.Span.End], c.Options) <= ((RecursiveChunkerOptions)c.Options).Overlap));

    [Fact]
    public void A_heading_is_not_left_at_the_end_of_a_chunk_that_holds_more() => Check((text, c, chunks) => chunks.SkipLast(1).All(chunk =>
    {
        var elements = c.Elements.Where(e => e.Kind != ElementKind.RunningHead && !string.IsNullOrWhiteSpace(e.Text)).ToArray();
        var last = elements.Last(e => e.Span.Start < chunk.Span.End);
        var next = elements.FirstOrDefault(e => e.Span.Start >= chunk.Span.End);
        var startsBefore = elements.Any(e => e.Kind != ElementKind.Heading && e.Span.End > chunk.Span.Start && e.Span.Start < last.Span.Start);
        var headings = elements.Where(e => e.Kind == ElementKind.Heading && e.Span.End <= chunk.Span.End && e.Span.Start >= chunk.Span.Start);
        var isWhole = last.Span.End <= chunk.Span.End && last.Kind == ElementKind.Heading;
        var isBeforeGap = chunks[chunk.Ordinal + 1].Span.Start > chunk.Span.End && next is not null && chunks[chunk.Ordinal + 1].Span.Start > next.Span.Start;
        return !isWhole || !startsBefore || isBeforeGap || Chunkers.Measure(string.Concat(headings.Select(r => r.Text)), c.Options) * 2 > c.Options.Size;
    }));

    private protected override void TryOwnLaws()
    {
        Overlaps_are_within_their_limit();
        A_heading_is_not_left_at_the_end_of_a_chunk_that_holds_more();
    }
}

public class StructureChunkerLawTests : ChunkerLaws
{
    private protected override ChunkerOptions Options(int size, int part, bool flag) =>
        new StructureChunkerOptions { Overlap = flag ? part : 0, RepeatTableHeaders = size % 2 == 0 };
}

public class PageChunkerLawTests : ChunkerLaws
{
    private protected override ChunkerOptions Options(int size, int part, bool flag) => new PageChunkerOptions { PrefixHeadings = flag };

    [Fact]
    public void No_chunk_has_text_of_two_pages() => Check((_, _, chunks) => chunks.All(c => c.FirstPage == c.LastPage));

    private protected override void TryOwnLaws() => No_chunk_has_text_of_two_pages();
}

public class SentenceWindowChunkerLawTests : ChunkerLaws
{
    private protected override ChunkerOptions Options(int size, int part, bool flag) =>
        new SentenceWindowChunkerOptions { Sentences = 1 + (part % 3), Window = part % 4, PrefixHeadings = flag };

    [Fact]
    public void Chunks_do_not_overlap() => Check((_, _, chunks) => chunks.Zip(chunks.Skip(1)).All(p => p.First.Span.End <= p.Second.Span.Start));

    private protected override void TryOwnLaws() => Chunks_do_not_overlap();
}

public class SemanticChunkerLawTests : ChunkerLaws
{
    private protected override ChunkerOptions Options(int size, int part, bool flag) =>
        new SemanticChunkerOptions { MinSize = part, Percentile = size % 100, Neighbours = flag ? 1 : 0 };
}
