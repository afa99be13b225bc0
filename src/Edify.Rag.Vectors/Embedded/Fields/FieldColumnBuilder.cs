using System.Runtime.InteropServices;
using Edify.Rag.Vectors.Embedded.Encoding;
using Edify.Rag.Vectors.Embedded.Filtering;

namespace Edify.Rag.Vectors.Embedded.Fields;

/// <summary>Builds a <see cref="FieldColumn"/> row by row, or from an older column with some rows changed.</summary>
internal sealed class FieldColumnBuilder
{
    private const int BitmapMark = -1;

    private readonly int[] _values;
    private readonly List<FieldValue> _terms = [];
    private readonly Dictionary<FieldValue, int> _termCodes = new(TermOrder.Instance);
    private readonly List<int[]> _lists = [];
    private readonly Dictionary<FieldValue, int> _listCodes = [];

    /// <summary>Starts with no value in any row.</summary>
    public FieldColumnBuilder(int rowCount) => _values = new int[rowCount];

    /// <summary>Starts with the values of an older column.</summary>
    public FieldColumnBuilder(FieldColumn column)
    {
        _values = column.Values.ToArray();
        foreach (var term in column.Terms()) TermCode(term);
        foreach (var list in column.Lists())
        {
            _listCodes[FieldValue.Many(list.Select(term => _terms[term].AsText()))] = _lists.Count;
            _lists.Add(list);
        }
    }

    /// <summary>Sets or clears the value of a row.</summary>
    public void Set(int row, FieldValue? value) => _values[row] = CodeOf(value);

    /// <summary>Sets or clears the value of several rows.</summary>
    public void Set(ReadOnlySpan<int> rows, FieldValue? value)
    {
        var code = CodeOf(value);
        foreach (var row in rows) _values[row] = code;
    }

    public FieldColumn Build()
    {
        var order = SortedTerms();
        var ranks = new int[_terms.Count];
        for (var rank = 0; rank < order.Length; rank++) ranks[order[rank]] = rank;

        for (var row = 0; row < _values.Length; row++)
        {
            if (_values[row] > 0) _values[row] = ranks[_values[row] - 1] + 1;
        }

        var lists = _lists.ConvertAll(list => Array.ConvertAll(list, term => ranks[term]));
        return new(Write([.. order.Select(term => _terms[term])], lists));
    }

    /// <summary>Whether a term's rows stand as a bitmap, behind a mark that is no row.</summary>
    public static bool IsBitmap(ReadOnlySpan<int> postings, int rowCount) =>
        postings.Length == 1 + (2 * Bitmap.WordsFor(rowCount)) && postings[0] == BitmapMark;

    private int CodeOf(FieldValue? value) => value switch
    {
        null => 0,
        { Items: null } single => TermCode(single) + 1,
        { } several => -ListCode(several) - 1,
    };

    private int TermCode(FieldValue term)
    {
        if (_termCodes.TryGetValue(term, out var code)) return code;
        _termCodes.Add(term, _terms.Count);
        _terms.Add(term);
        return _terms.Count - 1;
    }

    private int ListCode(FieldValue list)
    {
        if (_listCodes.TryGetValue(list, out var code)) return code;
        _listCodes.Add(list, _lists.Count);
        _lists.Add([.. list.Items!.Select(item => TermCode(item))]);
        return _lists.Count - 1;
    }

    // Terms that no row holds any more stay: they match nothing, and a merge of segments drops them.
    private int[] SortedTerms()
    {
        var order = Enumerable.Range(0, _terms.Count).ToArray();
        Array.Sort(order, (left, right) => TermOrder.Instance.Compare(_terms[left], _terms[right]));
        return order;
    }

    private byte[] Write(FieldValue[] terms, List<int[]> lists)
    {
        var (postingEnds, postings) = Postings(terms.Length, lists);
        var pool = new ByteWriter();
        var termEnds = Array.ConvertAll(terms, term =>
        {
            pool.Value(term);
            return pool.Length;
        });
        var listEnds = new List<int>();
        foreach (var list in lists) listEnds.Add(list.Length + listEnds.LastOrDefault());
        int[] items = [.. lists.SelectMany(list => list)];

        int[][] parts = [[_values.Length, terms.Length, lists.Count, items.Length, postings.Length],
            _values, termEnds, [.. listEnds], items, postingEnds, postings];
        var bytes = new byte[(parts.Sum(part => part.Length) * sizeof(int)) + pool.Length];
        var rest = bytes.AsSpan();
        foreach (var part in parts)
        {
            MemoryMarshal.AsBytes<int>(part).CopyTo(rest);
            rest = rest[(part.Length * sizeof(int))..];
        }

        pool.Written.CopyTo(rest);
        return bytes;
    }

    private (int[] Ends, int[] Postings) Postings(int terms, List<int[]> lists)
    {
        var rows = new List<int>[terms + 1];
        for (var term = 0; term <= terms; term++) rows[term] = [];
        for (var row = 0; row < _values.Length; row++)
        {
            var value = _values[row];
            if (value > 0) rows[value - 1].Add(row);
            if (value < 0)
            {
                foreach (var term in lists[-value - 1].Distinct()) rows[term].Add(row);
            }

            if (value > 0 || (value < 0 && lists[-value - 1].Length > 0)) rows[terms].Add(row);
        }

        var ends = new int[rows.Length];
        var postings = new List<int>(_values.Length * 2);
        for (var term = 0; term < rows.Length; term++)
        {
            AddPostings(rows[term], postings);
            ends[term] = postings.Count;
        }

        return (ends, [.. postings]);
    }

    private void AddPostings(List<int> rows, List<int> postings)
    {
        if (rows.Count <= 1 + (2 * Bitmap.WordsFor(_values.Length)))
        {
            postings.AddRange(rows);
            return;
        }

        var bitmap = new Bitmap(_values.Length);
        bitmap.Set(CollectionsMarshal.AsSpan(rows));
        postings.Add(BitmapMark);
        postings.AddRange(MemoryMarshal.Cast<ulong, int>(bitmap.Words.AsSpan()));
    }
}
