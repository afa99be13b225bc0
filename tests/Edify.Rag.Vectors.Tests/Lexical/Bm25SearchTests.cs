using Edify.Rag.Shared.Lexical;
using Edify.Rag.Vectors.Lexical;
using FsCheck;
using FsCheck.Fluent;

namespace Edify.Rag.Vectors.Tests.Lexical;

public class Bm25SearchTests
{
    [Fact]
    public void The_best_rows_are_those_of_the_formula_however_rows_are_spread_over_segments() =>
        Prop.ForAll<int>(ArbMap.Default.ArbFor<int>(), seed => Check(new LexicalCorpus(seed), maxRows: 60)).Check(Law.On(100));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_best_rows_are_those_of_the_formula_in_postings_of_many_blocks(int seed) => Check(new LexicalCorpus(seed), maxRows: 3000);

    [Fact]
    public void Rows_beyond_the_bitmap_are_not_found()
    {
        var segment = LexicalCorpus.Mutable(Enumerable.Repeat("atom", 70));
        var hits = Bm25Search.Search([new(segment, [ulong.MaxValue])], Query("atom"), limit: 100);
        Assert.Equal(Enumerable.Range(0, 64), hits.Select(hit => hit.Row));
    }

    [Fact]
    public void A_term_that_is_asked_twice_counts_twice()
    {
        var segment = LexicalCorpus.Mutable(["atom", "energy cells", "atom energy"]);
        var once = Assert.Single(Bm25Search.Search([new(segment, [1])], Query("atom"), 10)).Score;
        var twice = Assert.Single(Bm25Search.Search([new(segment, [1])], Query("atom atom"), 10)).Score;
        Assert.Equal(2 * once, twice, 12);
    }

    [Fact]
    public void Nothing_is_found_in_nothing_or_for_nothing()
    {
        Assert.Empty(Bm25Search.Search([], Query("atom"), 10));
        Assert.Empty(Bm25Search.Search([new(LexicalCorpus.Mutable([]))], Query("atom"), 10));
        Assert.Empty(Bm25Search.Search([new(LexicalCorpus.Mutable(["atom"]))], Query("?"), 10));
        Assert.Empty(Bm25Search.Search([new(LexicalCorpus.Open(LexicalCorpus.Written([])))], Query("atom"), 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => Bm25Search.Search([], Query("atom"), 0));
    }

    [Fact]
    public void A_search_that_is_cancelled_stops()
    {
        var segment = LexicalCorpus.Mutable(["atom"]);
        Assert.Throws<OperationCanceledException>(
            () => Bm25Search.Search([new(segment)], Query("atom"), 10, cancellationToken: new CancellationToken(canceled: true)));
    }

    private static LexicalQuery Query(string text) => LexicalQuery.Parse(LexicalCorpus.Analyzer, text);

    private static void Check(LexicalCorpus corpus, int maxRows)
    {
        var texts = corpus.Texts(maxRows / 2 + corpus.Next(maxRows / 2));
        var segments = corpus.Split(texts);
        var query = corpus.Query();
        var limit = 1 + corpus.Next(20);
        var parameters = new Bm25Parameters(0.1 + corpus.Next(20) / 10.0, corpus.Next(11) / 10.0);
        var isAllowed = Allowed(corpus, texts.Count);
        var scores = new Bm25Oracle(texts, LexicalCorpus.Options).Scores(query, id => isAllowed[id], parameters.K1, parameters.B);
        var expected = scores.OrderByDescending(pair => Math.Round(pair.Value, 9)).ThenBy(pair => pair.Key).Take(limit).ToList();

        var hits = Bm25Search.Search(
            [.. segments.Select(segment => new LexicalSource(segment.Segment, Bitmap(segment.Ids, isAllowed)))],
            Query(query),
            limit,
            (source, row, otherSource, otherRow) => segments[source].Ids[row].CompareTo(segments[otherSource].Ids[otherRow]),
            parameters);

        Assert.Equal(expected.Select(pair => pair.Key), hits.Select(hit => segments[hit.Source].Ids[hit.Row]));
        Assert.All(expected.Zip(hits), pair => Assert.Equal(pair.First.Value, pair.Second.Score, 9));
    }

    private static bool[] Allowed(LexicalCorpus corpus, int count)
    {
        var share = 1 + corpus.Next(30);
        return [.. Enumerable.Range(0, count).Select(_ => corpus.Next(share) == 0)];
    }

    private static ulong[]? Bitmap(int[] ids, bool[] isAllowed)
    {
        if (Array.TrueForAll(ids, id => isAllowed[id]))
            return null;

        var bitmap = new ulong[(ids.Length + 63) / 64];
        for (var row = 0; row < ids.Length; row++)
        {
            if (isAllowed[ids[row]])
                bitmap[row >> 6] |= 1UL << row;
        }

        return bitmap;
    }
}
