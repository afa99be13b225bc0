using System.Numerics;

namespace Edify.Rag.Embeddings.Tokenization.Vocabulary;

/// <summary>Which pairs of tokens are merged, in which order, and to what: a hash table with open addresses.</summary>
internal sealed class MergeTable
{
    /// <summary>The rank of a pair that is not merged.</summary>
    public const int Never = int.MaxValue;

    private const ulong Empty = ulong.MaxValue;
    private const ulong Multiplier = 0x9E3779B97F4A7C15;

    private readonly Entry[] _entries;
    private readonly int _shift;

    /// <param name="merges">Pairs and what they become, in the order of their rank; of equal pairs the last one counts.</param>
    public MergeTable(IReadOnlyList<(int Left, int Right, int Merged)> merges)
    {
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(4, 2 * merges.Count));
        _shift = 64 - BitOperations.Log2((uint)size);
        _entries = new Entry[size];
        Array.Fill(_entries, new(Empty, Never, 0));
        for (var rank = 0; rank < merges.Count; rank++)
        {
            var key = KeyOf(merges[rank].Left, merges[rank].Right);
            _entries[PlaceOf(key)] = new(key, rank, merges[rank].Merged);
        }
    }

    private readonly record struct Entry(ulong Key, int Rank, int Merged);

    /// <summary>The rank of a pair, and what it becomes.</summary>
    public int Rank(int left, int right, out int merged)
    {
        ref readonly var entry = ref _entries[PlaceOf(KeyOf(left, right))];
        merged = entry.Merged;
        return entry.Rank;
    }

    private static ulong KeyOf(int left, int right) => (ulong)(uint)left << 32 | (uint)right;

    // Where the key is, or where it would be put.
    private int PlaceOf(ulong key)
    {
        var place = (int)((key ^ (key >> 29)) * Multiplier >> _shift);
        while (_entries[place].Key != key && _entries[place].Key != Empty) place = (place + 1) & (_entries.Length - 1);
        return place;
    }
}
