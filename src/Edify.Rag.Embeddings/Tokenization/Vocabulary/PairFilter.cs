namespace Edify.Rag.Embeddings.Tokenization.Vocabulary;

/// <summary>Which two UTF-16 units stand side by side within some merged token; between all others a word may be cut before merging.</summary>
/// <remarks>A Bloom filter with one hash: it may say yes for no, never no for yes.</remarks>
internal sealed class PairFilter
{
    private const int Bits = 21;

    private readonly ulong[] _bits = new ulong[1 << (Bits - 6)];

    public PairFilter(IEnumerable<string> tokens)
    {
        foreach (var token in tokens)
        {
            for (var i = 1; i < token.Length; i++)
            {
                var hash = Hash(token[i - 1], token[i]);
                _bits[hash >> 6] |= 1UL << (int)(hash & 63);
            }
        }
    }

    public bool MayJoin(char left, char right)
    {
        var hash = Hash(left, right);
        return (_bits[hash >> 6] >> (int)(hash & 63) & 1) != 0;
    }

    private static uint Hash(char left, char right) => (((uint)left << 16) | right) * 0x9E3779B1u >> (32 - Bits);
}
