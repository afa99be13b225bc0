using System.Text;
using Edify.Rag.Shared.Lexical;
using Edify.Rag.Vectors.Lexical;

namespace Edify.Rag.Vectors.Tests.Lexical;

public class LexicalSegmentTests
{
    [Fact]
    public void What_was_written_is_read()
    {
        var texts = new LexicalCorpus(7).Texts(1000);
        AssertSame(LexicalCorpus.Mutable(texts), LexicalCorpus.Open(LexicalCorpus.Written(texts)));
    }

    [Fact]
    public void Every_term_of_a_large_dictionary_is_found_and_no_other()
    {
        var segment = LexicalCorpus.Open(LexicalCorpus.Written(Enumerable.Range(0, 3000).Select(i => $"w{i * 2} shared")));
        for (var i = 0; i < 6000; i++)
            Assert.Equal(i % 2 == 0 ? 1 : null, segment.Find(Encoding.UTF8.GetBytes($"w{i}"))?.Count);
        Assert.Equal(3000, segment.Find("share"u8)?.Count);
        Assert.Null(segment.Find(""u8));
        Assert.Null(segment.Find("zz"u8));
        Assert.Null(segment.Find(new byte[1000]));
    }

    [Fact]
    public void A_merge_with_deletions_gives_the_bytes_of_an_index_built_anew()
    {
        var texts = new LexicalCorpus(11).Texts(700);
        var kept = texts.Where((_, id) => id % 3 != 0).ToList();
        using var merged = new MemoryStream();
        var next = 0;
        int[] Map(int start, int count) => [.. Enumerable.Range(start, count).Select(id => id % 3 == 0 ? -1 : next++)];
        LexicalIndexWriter.Merge(
            [
                new(LexicalCorpus.Open(LexicalCorpus.Written(texts.Take(400))), Map(0, 400)),
                new(LexicalCorpus.Mutable(texts.Skip(400)), Map(400, 300)),
            ],
            merged);
        Assert.Equal(LexicalCorpus.Written(kept), merged.ToArray());
    }

    [Fact]
    public void A_merge_that_makes_no_sense_is_refused()
    {
        var segment = LexicalCorpus.Mutable(["atom", "cells"]);
        Assert.Throws<ArgumentException>(() => LexicalIndexWriter.Merge([], Stream.Null));
        Assert.Throws<ArgumentException>(() => LexicalIndexWriter.Merge([new(segment, [0])], Stream.Null));
        Assert.Throws<ArgumentException>(() => LexicalIndexWriter.Merge([new(segment, [0, 0])], Stream.Null));
        var other = new MutableLexicalIndex(new TextAnalyzer(new TextAnalyzerOptions(Stem: false))).Snapshot();
        Assert.Throws<ArgumentException>(() => LexicalIndexWriter.Merge([new(segment, [0, 1]), new(other, [])], Stream.Null));
    }

    [Fact]
    public void A_merge_that_is_cancelled_stops() =>
        Assert.Throws<OperationCanceledException>(
            () => LexicalIndexWriter.Write(Stream.Null, LexicalCorpus.Mutable(["atom"]), new CancellationToken(canceled: true)));

    [Fact]
    public void A_segment_of_another_analyzer_is_refused()
    {
        var error = Assert.Throws<RagStateException>(
            () => LexicalSegment.Open(LexicalCorpus.Written(["atom"]), "x.lex", new TextAnalyzerOptions(Stem: false)));
        Assert.Equal("x.lex", error.Location);
        Assert.Contains("options", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_segment_that_was_cut_or_extended_is_refused()
    {
        var data = LexicalCorpus.Written(new LexicalCorpus(3).Texts(20));
        for (var length = 0; length < data.Length; length++)
            Assert.Throws<RagStateException>(() => LexicalCorpus.Open(data[..length]));
        Assert.Throws<RagStateException>(() => LexicalCorpus.Open([.. data, 0]));
    }

    [Fact]
    public void Any_flipped_bit_is_told_or_changes_nothing()
    {
        var texts = new LexicalCorpus(5).Texts(400);
        var data = LexicalCorpus.Written(texts);
        var whole = Contents(LexicalCorpus.Open(data));
        var random = new Random(5);
        var told = 0;
        for (var i = 0; i < 3000; i++)
        {
            var bit = random.Next(data.Length * 8);
            data[bit / 8] ^= (byte)(1 << (bit % 8));
            try
            {
                Assert.Equal(whole, Contents(LexicalCorpus.Open(data)));
            }
            catch (RagStateException)
            {
                told++;
            }

            data[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        Assert.Equal(3000, told);
    }

    private static void AssertSame(ILexicalSegment expected, LexicalSegment actual)
    {
        Assert.Equal(expected.RowCount, actual.RowCount);
        Assert.Equal(expected.TotalLength, actual.TotalLength);
        Assert.Equal(expected.Lengths.ToArray(), actual.Lengths.ToArray());
        Assert.Equal(Contents(expected), Contents(actual));
    }

    private static string Contents(ILexicalSegment segment)
    {
        var contents = new StringBuilder();
        var rows = new int[PostingBlock.Capacity];
        var frequencies = new int[PostingBlock.Capacity];
        for (var terms = segment.Terms(); terms.MoveNext();)
        {
            contents.Append(Encoding.UTF8.GetString(terms.Term));
            for (var block = 0; block < terms.Postings.BlockCount; block++)
            {
                var count = terms.Postings.Decode(block, rows, frequencies);
                for (var i = 0; i < count; i++)
                    contents.Append(System.Globalization.CultureInfo.InvariantCulture, $" {rows[i]}:{frequencies[i]}");
            }

            contents.AppendLine();
        }

        return contents.ToString();
    }
}
