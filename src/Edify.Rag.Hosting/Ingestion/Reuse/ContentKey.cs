using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Edify.Rag.Hosting.Ingestion.Reuse;

/// <summary>Identifies a text that is embedded: the first 128 bits of its SHA-256, in base64url.</summary>
/// <remarks>Cryptographic, since whoever writes files must not find two texts that are taken for one.</remarks>
internal static class ContentKey
{
    private const int Length = 16;

    public static string Of(string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        SHA256.HashData(bytes.AsSpan(0, Encoding.UTF8.GetBytes(text, bytes)), hash);
        ArrayPool<byte>.Shared.Return(bytes);
        return Base64Url.EncodeToString(hash[..Length]);
    }
}

/// <summary>A vector with what identifies the text that it was made of.</summary>
internal readonly record struct KeyedVector(string Key, ReadOnlyMemory<float> Vector);
