namespace Edify.Rag.Embeddings.Hashing;

/// <summary>64-bit FNV-1a over UTF-16 units, with MurmurHash3's finalizer. The same everywhere, unlike <see cref="string.GetHashCode()"/>.</summary>
/// <remarks>FNV: RFC 9923. Its low bits mix poorly, hence the finalizer before a hash chooses a dimension and a sign.</remarks>
internal static class FeatureHash
{
    public const ulong Start = 0xCBF29CE484222325;
    private const ulong Prime = 0x100000001B3;

    /// <summary>The running hash with one more unit.</summary>
    public static ulong Append(ulong hash, char unit) => (hash ^ unit) * Prime;

    /// <summary>Of a whole text.</summary>
    public static ulong Of(ReadOnlySpan<char> text)
    {
        var hash = Start;
        foreach (var unit in text) hash = Append(hash, unit);
        return hash;
    }

    /// <summary>Spreads each bit of a running hash over all bits.</summary>
    public static ulong Finish(ulong hash)
    {
        hash ^= hash >> 33;
        hash *= 0xFF51AFD7ED558CCD;
        hash ^= hash >> 33;
        hash *= 0xC4CEB9FE1A85EC53;
        return hash ^ (hash >> 33);
    }
}
