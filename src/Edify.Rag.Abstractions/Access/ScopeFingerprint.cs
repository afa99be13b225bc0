using System.Runtime.InteropServices;

namespace Edify.Rag;

/// <summary>A hash of a filter that does not depend on the order of its operands or values.</summary>
internal static class ScopeFingerprint
{
    private const int Length = 16;

    // Over the characters as they are: an encoding would make one of all the texts that are not well-formed Unicode.
    public static string Of(VectorFilter filter)
    {
        using var text = new CanonicalFilter();
        text.Add(filter);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(text.Written), hash);
        return Convert.ToHexStringLower(hash[..Length]);
    }
}
