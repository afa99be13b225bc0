namespace Edify.Rag.Vectors.Embedded.Memory;

/// <summary>Ascending rows, appended by one writer while others read those below a bound.</summary>
internal sealed class GrowingRows
{
    private int[] _rows = new int[4];
    private int _count;

    public void Add(int row)
    {
        // A field may hold a value twice.
        if (_count > 0 && _rows[_count - 1] == row) return;
        if (_count == _rows.Length)
        {
            var grown = new int[_count * 2];
            _rows.CopyTo(grown, 0);
            Volatile.Write(ref _rows, grown);
        }

        _rows[_count] = row;
        Volatile.Write(ref _count, _count + 1);
    }

    public ReadOnlySpan<int> Below(int bound)
    {
        // The count first: whichever array is read after it is at least that long.
        var count = Volatile.Read(ref _count);
        var rows = Volatile.Read(ref _rows).AsSpan(0, count);
        var end = rows.BinarySearch(bound);
        return rows[..(end < 0 ? ~end : end)];
    }
}
