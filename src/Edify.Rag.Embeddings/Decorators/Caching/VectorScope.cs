using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Edify.Rag.Embeddings.Decorators.Caching;

/// <summary>All that the vectors of one call depend on besides the text: embedder and options.</summary>
/// <remarks>Not safe for concurrent use.</remarks>
internal sealed class VectorScope : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _digest;

    /// <param name="description">Embedder and options in a text that no others have.</param>
    public VectorScope(string description) => _digest = SHA256.HashData(MemoryMarshal.AsBytes(description.AsSpan()));

    /// <summary>Key of a text's vector.</summary>
    /// <remarks>
    /// Hashes UTF-16 as it lies in memory: nothing is converted or allocated, and texts that differ in half a surrogate pair,
    /// which UTF-8 would make one, have keys of their own.
    /// </remarks>
    public VectorKey KeyOf(string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        _hash.AppendData(_digest);
        _hash.AppendData(MemoryMarshal.AsBytes(text.AsSpan()));
        _hash.GetHashAndReset(hash);
        return VectorKey.Read(hash);
    }

    public void Dispose() => _hash.Dispose();
}
