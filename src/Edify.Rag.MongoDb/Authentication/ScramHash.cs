using System.Security.Cryptography;

namespace Edify.Rag.MongoDb.Authentication;

/// <summary>What SCRAM computes, by one hash (RFC 5802, RFC 7677).</summary>
internal sealed class ScramHash(HashAlgorithmName algorithm)
{
    public static ScramHash Sha1 { get; } = new(HashAlgorithmName.SHA1);

    public static ScramHash Sha256 { get; } = new(HashAlgorithmName.SHA256);

    /// <summary>Bytes of a digest.</summary>
    public int Length { get; } = CryptographicOperations.HashData(algorithm, []).Length;

    public byte[] Digest(ReadOnlySpan<byte> bytes) => CryptographicOperations.HashData(algorithm, bytes);

    public byte[] Sign(ReadOnlySpan<byte> key, ReadOnlySpan<byte> bytes) => CryptographicOperations.HmacData(algorithm, key, bytes);

    /// <summary>The keys of a password; slow by design.</summary>
    public ScramKeys KeysOf(ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, int iterations)
    {
        var salted = Rfc2898DeriveBytes.Pbkdf2(password, salt, iterations, algorithm, Length);
        var keys = new ScramKeys(Sign(salted, "Client Key"u8), Sign(salted, "Server Key"u8));
        CryptographicOperations.ZeroMemory(salted);
        return keys;
    }
}
