using Edify.Rag.Shared.Lexical;
using Edify.Rag.Vectors.Lexical;

namespace Edify.Rag.Vectors.Tests.Lexical;

public class MutableLexicalIndexTests
{
    [Fact]
    public void A_snapshot_never_changes()
    {
        var index = new MutableLexicalIndex(LexicalCorpus.Analyzer);
        index.Add(0, "atom atom");
        var snapshot = index.Snapshot();
        index.Add(1, "atom cells");
        Assert.Equal((1, 2L, 1), (snapshot.RowCount, snapshot.TotalLength, snapshot.Find("atom"u8)!.Count));
        Assert.Null(snapshot.Find("cell"u8));
        Assert.Equal(2, index.Snapshot().Find("atom"u8)!.Count);
    }

    [Fact]
    public void Rows_left_out_have_no_terms_and_rows_must_ascend()
    {
        var index = new MutableLexicalIndex(LexicalCorpus.Analyzer);
        index.Add(3, "atom");
        Assert.Equal([0, 0, 0, 1], index.Snapshot().Lengths.ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => index.Add(3, "again"));
    }

    [Fact]
    public async Task Readers_see_whole_rows_while_a_writer_adds()
    {
        const int rows = 20_000;
        var index = new MutableLexicalIndex(LexicalCorpus.Analyzer);
        var query = LexicalQuery.Parse(LexicalCorpus.Analyzer, "common odd");
        var writer = Task.Run(() =>
        {
            for (var row = 0; row < rows; row++)
                index.Add(row, row % 2 == 0 ? $"common common w{row}" : $"common odd w{row}");
        });

        while (!writer.IsCompleted)
            AssertWhole(index.Snapshot(), query);
        await writer;
        AssertWhole(index.Snapshot(), query);
        Assert.Equal(rows, index.Snapshot().RowCount);
    }

    private static void AssertWhole(ILexicalSegment snapshot, LexicalQuery query)
    {
        Assert.Equal(snapshot.RowCount * 3L, snapshot.TotalLength);
        if (snapshot.RowCount == 0)
            return;

        var last = snapshot.RowCount - 1;
        Assert.Equal(1, snapshot.Find(System.Text.Encoding.UTF8.GetBytes($"w{last}"))?.Count);
        Assert.Equal(snapshot.RowCount, snapshot.Find("common"u8)!.Count);
        Assert.Equal(snapshot.RowCount / 2, snapshot.Find("odd"u8)?.Count ?? 0);
        if (snapshot.RowCount > 1)
            Assert.Equal(1, Bm25Search.Search([new(snapshot)], query, 1)[0].Row);
    }
}
