namespace Edify.Rag.Embeddings.Tokenization.Normalizers;

/// <summary>Combining marks that wait for their order, each with the number of code points that it changes the text by.</summary>
internal sealed class PendingPoints
{
    private ulong[] _keys = new ulong[16];
    private (int Point, int Change, byte Order)[] _items = new (int, int, byte)[16];
    private bool _isSorted = true;

    public int Count { get; private set; }

    /// <summary>A mark, in canonical order once <see cref="Sort"/> was called.</summary>
    public (int Point, int Change, byte Order) this[int index] => _items[(int)_keys[index]];

    public void Add(int point, int change, byte order)
    {
        if (Count == _items.Length)
        {
            Array.Resize(ref _items, 2 * Count);
            Array.Resize(ref _keys, 2 * Count);
        }

        _items[Count] = (point, change, order);

        // The place makes the order stable.
        _keys[Count] = (ulong)order << 32 | (uint)Count;
        if (Count > 0 && _keys[Count] < _keys[Count - 1]) _isSorted = false;
        Count++;
    }

    public void Sort()
    {
        if (_isSorted) return;
        Array.Sort(_keys, 0, Count);
        _isSorted = true;
    }

    public void Clear() => (Count, _isSorted) = (0, true);
}
