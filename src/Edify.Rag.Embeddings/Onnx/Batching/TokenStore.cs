using System.Buffers;

namespace Edify.Rag.Embeddings.Onnx;

/// <summary>The tokens of the texts of one job, end to end in memory that is borrowed for as long as the job takes.</summary>
/// <remarks>Written by one thread, then read by several.</remarks>
internal sealed class TokenStore
{
    private int[] _ids = [];
    private byte[] _types = [];

    /// <summary>Number of tokens of all texts.</summary>
    public int Count { get; private set; }

    /// <summary>Takes over what a tokenizer wrote.</summary>
    /// <returns>Where it begins.</returns>
    public int Add(TokenBuffer tokens) => Add(tokens.Ids, tokens.TypeIds);

    public int Add(ReadOnlySpan<int> ids, ReadOnlySpan<byte> types)
    {
        var start = Count;
        Reserve(Count + ids.Length);
        ids.CopyTo(_ids.AsSpan(start));
        types.CopyTo(_types.AsSpan(start));
        Count += ids.Length;
        return start;
    }

    public ReadOnlySpan<int> Ids(int start, int length) => _ids.AsSpan(start, length);

    public ReadOnlySpan<byte> Types(int start, int length) => _types.AsSpan(start, length);

    /// <summary>Gives the memory back; nobody may read any more.</summary>
    public void Return()
    {
        if (_ids.Length > 0) ArrayPool<int>.Shared.Return(_ids);
        if (_types.Length > 0) ArrayPool<byte>.Shared.Return(_types);
        (_ids, _types, Count) = ([], [], 0);
    }

    private void Reserve(int capacity)
    {
        if (capacity <= _ids.Length) return;
        const int least = 1024;
        var size = Math.Max(least, Math.Max(capacity, 2 * Count));
        _ids = Grown(_ids, size);
        _types = Grown(_types, size);
    }

    private T[] Grown<T>(T[] old, int size)
    {
        var grown = ArrayPool<T>.Shared.Rent(size);
        old.AsSpan(0, Count).CopyTo(grown);
        if (old.Length > 0) ArrayPool<T>.Shared.Return(old);
        return grown;
    }
}
