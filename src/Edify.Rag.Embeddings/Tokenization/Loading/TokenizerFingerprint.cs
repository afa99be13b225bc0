using System.Security.Cryptography;

namespace Edify.Rag.Embeddings.Tokenization.Loading;

/// <summary>Names a tokenizer by its files and by the version of the code that reads them.</summary>
internal static class TokenizerFingerprint
{
    // Raised when the same files give other tokens.
    private const string Version = "tokenizer/1";

    public static string Of(byte[] file, TokenizerSettings settings)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(file);
        hash.AppendData(settings.Bytes);
        return $"{Version}:{Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 8))}";
    }
}
