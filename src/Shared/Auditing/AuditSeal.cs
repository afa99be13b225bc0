using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Edify.Rag.Shared.Auditing;

/// <summary>The hashes and signatures of the audit.</summary>
/// <remarks>
/// <code>
/// hash      = SHA-256(previous hash, 32 bytes ‖ number, 8 bytes big-endian ‖ canonical entry)
/// signature = HMAC-SHA-256(key, "record" ‖ 0 ‖ hash)
/// head      = HMAC-SHA-256(key, "head"   ‖ 0 ‖ number, 8 bytes big-endian ‖ hash)
/// anchor    = HMAC-SHA-256(key, "anchor" ‖ 0 ‖ number, 8 bytes big-endian ‖ hash)
/// text      = HMAC-SHA-256(key, "text"   ‖ 0 ‖ tenant in UTF-8 ‖ 0 ‖ text in UTF-8)
/// </code>
/// The words before keep one signature from being taken for another.
/// </remarks>
internal sealed class AuditSeal(ReadOnlyMemory<byte> key)
{
    public const int Size = SHA256.HashSizeInBytes;

    /// <summary>What stands before the first record.</summary>
    public static byte[] Origin => new byte[Size];

    public static byte[] HashOf(ReadOnlySpan<byte> previous, long number, ReadOnlySpan<byte> entry)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(previous);
        hash.AppendData(Bytes(number));
        hash.AppendData(entry);
        return hash.GetHashAndReset();
    }

    public byte[] SignRecord(ReadOnlySpan<byte> hash) => Sign("record\0"u8, hash);

    public byte[] SignHead(long number, ReadOnlySpan<byte> hash) => Sign("head\0"u8, [.. Bytes(number), .. hash]);

    public byte[] SignAnchor(long number, ReadOnlySpan<byte> hash) => Sign("anchor\0"u8, [.. Bytes(number), .. hash]);

    public string HashText(string tenant, string text) =>
        Convert.ToHexStringLower(Sign("text\0"u8, [.. Encoding.UTF8.GetBytes(tenant), 0, .. Encoding.UTF8.GetBytes(text)]));

    public bool IsRecord(ReadOnlySpan<byte> hash, ReadOnlySpan<byte> signature) => CryptographicOperations.FixedTimeEquals(SignRecord(hash), signature);

    public bool IsHead(long number, ReadOnlySpan<byte> hash, ReadOnlySpan<byte> signature) => CryptographicOperations.FixedTimeEquals(SignHead(number, hash), signature);

    public bool IsAnchor(long number, ReadOnlySpan<byte> hash, ReadOnlySpan<byte> signature) => CryptographicOperations.FixedTimeEquals(SignAnchor(number, hash), signature);

    private byte[] Sign(ReadOnlySpan<byte> purpose, ReadOnlySpan<byte> data) => HMACSHA256.HashData(key.Span, [.. purpose, .. data]);

    private static byte[] Bytes(long number)
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        return bytes;
    }
}
