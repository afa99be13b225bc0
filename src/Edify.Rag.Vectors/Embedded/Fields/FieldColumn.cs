using System.Runtime.InteropServices;
using Edify.Rag.Vectors.Embedded.Encoding;
using Edify.Rag.Vectors.Embedded.Filtering;

namespace Edify.Rag.Vectors.Embedded.Fields;

/// <summary>One field of all rows of a segment, read where it lies: in a mapped file, or in memory when it has just been built.</summary>
/// <remarks>
/// Immutable. The distinct single values ("terms") stand sorted; each has its rows, as a list where they are few and as a
/// bitmap where they are many, so that a condition costs no look at the rows. All numbers are little-endian int32, in the
/// order of <see cref="FieldColumnBuilder.Write"/>:
/// <code>
/// rows, terms, lists, items, postings           lengths of what follows
/// values[rows]                                  0: none; n > 0: term n - 1; n &lt; 0: list -n - 1
/// termEnds[terms]                               in bytes of the pool
/// listEnds[lists], items[items]                 terms of the distinct lists of several texts
/// postingEnds[terms + 1], postings[postings]    rows of each term; the last are the rows that have any value
/// pool                                          the terms as <see cref="ByteWriter.Value"/> writes them
/// </code>
/// </remarks>
internal sealed class FieldColumn
{
    public const int HeaderInts = 5;

    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly int _terms;
    private readonly Range _values;
    private readonly Range _termEnds;
    private readonly Range _listEnds;
    private readonly Range _items;
    private readonly Range _postingEnds;
    private readonly Range _postings;
    private readonly int _pool;

    public FieldColumn(ReadOnlyMemory<byte> bytes)
    {
        _bytes = bytes;
        var header = Ints[..HeaderInts];
        (RowCount, _terms) = (header[0], header[1]);
        var end = HeaderInts;
        _values = Next(RowCount);
        _termEnds = Next(_terms);
        _listEnds = Next(header[2]);
        _items = Next(header[3]);
        _postingEnds = Next(_terms + 1);
        _postings = Next(header[4]);
        _pool = end * sizeof(int);

        Range Next(int length) => end..(end += length);
    }

    public ReadOnlyMemory<byte> Bytes => _bytes;

    public int RowCount { get; }

    /// <summary>What each row holds; see the remarks.</summary>
    public ReadOnlySpan<int> Values => Ints[_values];

    private ReadOnlySpan<int> Ints => MemoryMarshal.Cast<byte, int>(_bytes.Span[..(_bytes.Length & ~3)]);

    /// <summary>The value of a row; <see langword="null"/> when it has none.</summary>
    public FieldValue? this[int row] => Values[row] switch
    {
        0 => default(FieldValue?),
        > 0 and var term => Term(term - 1),
        var list => FieldValue.Many(List(-list - 1).ToArray().Select(term => Term(term).AsText())),
    };

    /// <summary>Adds the rows that hold the value.</summary>
    public void AddEqual(FieldValue value, Bitmap rows)
    {
        var term = FirstTerm(t => t.CompareTo(value) >= 0);
        for (; term < _terms && Term(term).Equals(value); term++) AddTerm(term, rows);
    }

    /// <summary>Adds the rows that hold a value within the bounds: in sorted terms, one run of them.</summary>
    public void AddRange(VectorFilter.RangeFilter range, Bitmap rows)
    {
        var group = TermOrder.Group((range.From ?? range.To)!.Value);
        var first = FirstTerm(t => range.From is { } from ? t.CompareTo(from) >= 0 : TermOrder.Group(t) >= group);
        var end = FirstTerm(t => range.To is { } to ? t.CompareTo(to) > 0 : TermOrder.Group(t) > group);
        for (var term = first; term < end; term++) AddTerm(term, rows);
    }

    /// <summary>Adds the rows that hold any value.</summary>
    public void AddPresent(Bitmap rows) => AddTerm(_terms, rows);

    public FieldValue[] Terms()
    {
        var terms = new FieldValue[_terms];
        for (var term = 0; term < terms.Length; term++) terms[term] = Term(term);
        return terms;
    }

    public int[][] Lists()
    {
        var lists = new int[Ints[_listEnds].Length][];
        for (var list = 0; list < lists.Length; list++) lists[list] = List(list).ToArray();
        return lists;
    }

    private FieldValue Term(int term)
    {
        var ends = Ints[_termEnds];
        return new ByteReader(_bytes.Span[(_pool + (term == 0 ? 0 : ends[term - 1]))..(_pool + ends[term])]).Value();
    }

    private ReadOnlySpan<int> List(int list) => Slice(_listEnds, _items, list);

    private void AddTerm(int term, Bitmap rows)
    {
        var postings = Slice(_postingEnds, _postings, term);
        if (FieldColumnBuilder.IsBitmap(postings, RowCount)) rows.Or(MemoryMarshal.Cast<int, ulong>(postings[1..]));
        else rows.Set(postings);
    }

    private ReadOnlySpan<int> Slice(Range ends, Range items, int index)
    {
        var bounds = Ints[ends];
        return Ints[items][(index == 0 ? 0 : bounds[index - 1])..bounds[index]];
    }

    private int FirstTerm(Func<FieldValue, bool> reached)
    {
        var (low, high) = (0, _terms);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (reached(Term(middle))) high = middle;
            else low = middle + 1;
        }

        return low;
    }
}
