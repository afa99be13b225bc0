using System.Numerics;
using System.Numerics.Tensors;

namespace Edify.Rag.Vectors.Embedded.Filtering;

/// <summary>A set of rows, one bit each. Bits beyond <see cref="Length"/> are always clear.</summary>
internal sealed class Bitmap
{
    public const int WordBits = 64;

    private readonly ulong[] _words;

    public Bitmap(int length) : this(new ulong[WordsFor(length)], length) { }

    private Bitmap(ulong[] words, int length) => (_words, Length) = (words, length);

    /// <summary>How many rows there are, in the set or not.</summary>
    public int Length { get; }

    /// <summary>The bits, the lowest first.</summary>
    public ulong[] Words => _words;

    public bool this[int row] => (_words[row / WordBits] & (1UL << (row % WordBits))) != 0;

    /// <summary>How many rows are in the set.</summary>
    public int Count => (int)TensorPrimitives.PopCount<ulong>(_words);

    public static int WordsFor(int length) => (length + WordBits - 1) / WordBits;

    /// <summary>The set of all rows.</summary>
    public static Bitmap Full(int length)
    {
        var bitmap = new Bitmap(length);
        bitmap.Complement();
        return bitmap;
    }

    /// <summary>A set from its words.</summary>
    public static Bitmap Of(ReadOnlySpan<ulong> words, int length) => new(words.ToArray(), length);

    /// <summary>A copy, with room for further rows.</summary>
    public Bitmap Copy(int length)
    {
        var words = new ulong[WordsFor(length)];
        _words.AsSpan(0, Math.Min(words.Length, _words.Length)).CopyTo(words);
        return new(words, length);
    }

    public void Set(int row) => _words[row / WordBits] |= 1UL << (row % WordBits);

    public void Clear(int row) => _words[row / WordBits] &= ~(1UL << (row % WordBits));

    public void Set(ReadOnlySpan<int> rows)
    {
        foreach (var row in rows) Set(row);
    }

    public void And(Bitmap other) => TensorPrimitives.BitwiseAnd(_words, other._words, _words);

    public void Or(Bitmap other) => Or(other._words);

    public void Or(ReadOnlySpan<ulong> words) => TensorPrimitives.BitwiseOr(_words, words, _words);

    public void Complement()
    {
        TensorPrimitives.OnesComplement<ulong>(_words, _words);
        if (Length % WordBits is var used and not 0) _words[^1] &= (1UL << used) - 1;
    }

    /// <summary>The rows of the set, ascending.</summary>
    public IEnumerable<int> Rows()
    {
        for (var i = 0; i < _words.Length; i++)
        {
            for (var word = _words[i]; word != 0; word &= word - 1)
                yield return (i * WordBits) + BitOperations.TrailingZeroCount(word);
        }
    }
}
