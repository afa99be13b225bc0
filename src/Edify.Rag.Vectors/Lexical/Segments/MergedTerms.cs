using System.Runtime.InteropServices;
using Edify.Rag.Shared.Lexical;

namespace Edify.Rag.Vectors.Lexical.Segments;

/// <summary>Walks the terms of several segments together, each term once with its postings under the new rows.</summary>
internal static class MergedTerms
{
    /// <summary>The terms that still have rows. Both the term and the list are valid until the next step.</summary>
    public static IEnumerable<(ReadOnlyMemory<byte> Term, List<Posting> Postings)> Of(IReadOnlyList<MergeSource> sources)
    {
        var cursors = new List<(ITermCursor Cursor, int[] RowMap)>();
        foreach (var (segment, map) in sources)
        {
            if (segment.Terms() is var cursor && cursor.MoveNext())
                cursors.Add((cursor, map));
        }

        var term = new byte[TextAnalyzer.MaxTermBytes];
        var postings = new List<Posting>();
        while (cursors.Count > 0)
        {
            var length = CopySmallest(cursors, term);
            postings.Clear();
            Gather(cursors, term.AsSpan(0, length), postings);
            if (postings.Count > 0)
                yield return (term.AsMemory(0, length), postings);
        }
    }

    private static int CopySmallest(List<(ITermCursor Cursor, int[] RowMap)> cursors, byte[] term)
    {
        var smallest = cursors[0].Cursor.Term;
        foreach (var (cursor, _) in cursors)
        {
            if (cursor.Term.SequenceCompareTo(smallest) < 0)
                smallest = cursor.Term;
        }

        smallest.CopyTo(term);
        return smallest.Length;
    }

    private static void Gather(List<(ITermCursor Cursor, int[] RowMap)> cursors, ReadOnlySpan<byte> term, List<Posting> postings)
    {
        for (var i = cursors.Count - 1; i >= 0; i--)
        {
            var (cursor, map) = cursors[i];
            if (!cursor.Term.SequenceEqual(term))
                continue;

            AddMapped(cursor.Postings, map, postings);
            if (!cursor.MoveNext())
                cursors.RemoveAt(i);
        }

        CollectionsMarshal.AsSpan(postings).Sort();
    }

    private static void AddMapped(ITermPostings source, int[] map, List<Posting> postings)
    {
        Span<int> rows = stackalloc int[PostingBlock.Capacity];
        Span<int> frequencies = stackalloc int[PostingBlock.Capacity];
        for (var block = 0; block < source.BlockCount; block++)
        {
            var count = source.Decode(block, rows, frequencies);
            for (var i = 0; i < count; i++)
            {
                if (map[rows[i]] is >= 0 and var row)
                    postings.Add(new Posting(row, frequencies[i]));
            }
        }
    }
}
