using System.Collections.Concurrent;
using System.Text;
using Edify.Rag.Shared.Lexical;

namespace Edify.Rag.Vectors.Lexical.Memory;

/// <summary>The complete rows of a <see cref="MutableLexicalIndex"/> at one moment.</summary>
internal sealed class LexicalSnapshot(
    int analyzerFingerprint, ConcurrentDictionary<string, GrowingPostings> terms, int[] lengths, int rowCount, long totalLength)
    : ILexicalSegment
{
    private readonly ConcurrentDictionary<string, GrowingPostings>.AlternateLookup<ReadOnlySpan<char>> _lookup =
        terms.GetAlternateLookup<ReadOnlySpan<char>>();

    public int AnalyzerFingerprint => analyzerFingerprint;

    public int RowCount => rowCount;

    public long TotalLength => totalLength;

    public ReadOnlySpan<int> Lengths => lengths.AsSpan(0, rowCount);

    public ITermPostings? Find(ReadOnlySpan<byte> term) => PostingsOf(term) is { } postings ? Visible(postings) : null;

    public int Count(ReadOnlySpan<byte> term) => PostingsOf(term) is { } postings ? postings.Before(rowCount).Length : 0;

    public ITermCursor Terms()
    {
        var visible = new List<(byte[] Term, SnapshotPostings Postings)>();
        foreach (var (term, postings) in terms)
        {
            if (Visible(postings) is { } seen)
                visible.Add((Encoding.UTF8.GetBytes(term), seen));
        }

        visible.Sort((a, b) => a.Term.AsSpan().SequenceCompareTo(b.Term));
        return new Cursor(visible);
    }

    private GrowingPostings? PostingsOf(ReadOnlySpan<byte> term)
    {
        if (term.Length > TextAnalyzer.MaxTermBytes)
            return null;

        Span<char> characters = stackalloc char[TextAnalyzer.MaxTermBytes];
        return _lookup.TryGetValue(characters[..Encoding.UTF8.GetChars(term, characters)], out var postings) ? postings : null;
    }

    private SnapshotPostings? Visible(GrowingPostings postings)
    {
        var seen = postings.Before(rowCount);
        return seen.IsEmpty ? null : new SnapshotPostings(seen);
    }

    private sealed class SnapshotPostings(ReadOnlyMemory<Posting> postings) : ITermPostings
    {
        public int Count => postings.Length;

        public int BlockCount => PostingBlock.CountFor(postings.Length);

        // The bounds are not kept while rows are still added: the loosest ones are true as well.
        public PostingBlock Block(int index) => new(Slice(index)[^1].Row, MaxFrequency: int.MaxValue, MinLength: 0);

        public int Decode(int index, Span<int> rows, Span<int> frequencies)
        {
            var block = Slice(index);
            for (var i = 0; i < block.Length; i++)
                (rows[i], frequencies[i]) = (block[i].Row, block[i].Frequency);
            return block.Length;
        }

        private ReadOnlySpan<Posting> Slice(int index)
        {
            var start = index * PostingBlock.Capacity;
            return postings.Span.Slice(start, Math.Min(PostingBlock.Capacity, postings.Length - start));
        }
    }

    private sealed class Cursor(List<(byte[] Term, SnapshotPostings Postings)> terms) : ITermCursor
    {
        private int _index = -1;

        public ReadOnlySpan<byte> Term => terms[_index].Term;

        public ITermPostings Postings => terms[_index].Postings;

        public bool MoveNext() => ++_index < terms.Count;
    }
}
