namespace Edify.Rag.Embeddings.Tokenization.Unicode;

/// <summary>A value for each code point, in blocks of which all that are empty are one.</summary>
internal sealed class CodePointTable<T> where T : struct
{
    private const int BlockBits = 8;
    private const int BlockSize = 1 << BlockBits;

    private static readonly T[] Empty = new T[BlockSize];

    private readonly T[][] _blocks = new T[0x110000 >> BlockBits][];

    public CodePointTable() => Array.Fill(_blocks, Empty);

    public T this[int codePoint] => _blocks[codePoint >> BlockBits][codePoint & (BlockSize - 1)];

    /// <summary>The place of a code point's value, to be changed while the table is built.</summary>
    public ref T At(int codePoint)
    {
        ref var block = ref _blocks[codePoint >> BlockBits];
        if (ReferenceEquals(block, Empty)) block = new T[BlockSize];
        return ref block[codePoint & (BlockSize - 1)];
    }
}
