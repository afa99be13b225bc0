using System.Security.Cryptography;
using System.Text;

namespace Edify.Rag.Qdrant.Collections;

/// <summary>The names of a record's two vectors.</summary>
/// <remarks>
/// That of the embedding holds a digest of the embedder. So the embedder is fixed in the one step in which the server makes the
/// collection, also where two programs make it at the same time, and the server itself refuses vectors of another.
/// </remarks>
internal static class VectorNames
{
    /// <summary>The sparse vector of a text's words.</summary>
    public const string Words = "words";

    private const string DensePrefix = "dense-";
    private const int DigestBytes = 8;

    /// <summary>The vector of an embedder.</summary>
    public static string Dense(string embedder) =>
        DensePrefix + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(embedder)).AsSpan(0, DigestBytes));

    public static bool IsDense(string name) => name.StartsWith(DensePrefix, StringComparison.Ordinal);
}
