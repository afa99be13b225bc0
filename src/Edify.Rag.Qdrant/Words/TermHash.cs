using System.Text;
using Edify.Rag.Shared.Lexical;

namespace Edify.Rag.Qdrant.Words;

/// <summary>The number of a word: the server knows words by 32-bit numbers only.</summary>
/// <remarks>
/// FNV-1a (Fowler, Noll, Vo; RFC 9923) over the UTF-8 of the word, stirred by the finalizer of MurmurHash3 (Appleby). Two words may
/// have one number, and then find each other: among 100,000 different words one or two pairs do.
/// </remarks>
internal static class TermHash
{
    private const uint Basis = 2166136261;
    private const uint Prime = 16777619;

    public static uint Of(ReadOnlySpan<byte> utf8)
    {
        var hash = Basis;
        foreach (var part in utf8) hash = unchecked((hash ^ part) * Prime);
        unchecked
        {
            hash = (hash ^ (hash >> 16)) * 0x85EBCA6B;
            hash = (hash ^ (hash >> 13)) * 0xC2B2AE35;
        }

        return hash ^ (hash >> 16);
    }

    public static uint Of(ReadOnlySpan<char> term)
    {
        Span<byte> utf8 = stackalloc byte[TextAnalyzer.MaxTermBytes];
        return Of(utf8[..Encoding.UTF8.GetBytes(term, utf8)]);
    }
}
