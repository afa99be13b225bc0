using System.Security.Cryptography;
using System.Text;
using Edify.Rag.Hosting.Privacy.Encryption.Keys;

namespace Edify.Rag.Hosting.Privacy.Encryption;

/// <summary>Encrypted bytes: a version, the key's id, a nonce, the ciphertext and its tag (AES-256-GCM, NIST SP 800-38D).</summary>
/// <remarks>
/// Nonces are 96 random bits. By section 8.3 of that document a key may so encrypt 2^32 texts before two nonces may meet; rotate before.
/// What a text belongs to is authenticated with it, so that no ciphertext can stand in another's place.
/// </remarks>
internal static class Envelope
{
    private const byte Version = 1;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    /// <summary>What is encrypted, and for what.</summary>
    /// <param name="key">The key.</param>
    /// <param name="plain">The bytes.</param>
    /// <param name="owner">What they belong to; see <see cref="Owner"/>.</param>
    public static byte[] Seal(SealingKey key, ReadOnlySpan<byte> plain, ReadOnlySpan<byte> owner)
    {
        var head = 2 + key.Id.Length;
        var envelope = new byte[head + NonceBytes + plain.Length + TagBytes];
        (envelope[0], envelope[1]) = (Version, (byte)key.Id.Length);
        Encoding.ASCII.GetBytes(key.Id, envelope.AsSpan(2));
        var nonce = envelope.AsSpan(head, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key.Text, TagBytes);
        aes.Encrypt(nonce, plain, envelope.AsSpan(head + NonceBytes, plain.Length), envelope.AsSpan(head + NonceBytes + plain.Length), owner);
        return envelope;
    }

    /// <summary>The id of the key that an envelope needs.</summary>
    /// <exception cref="RagStateException">It is no envelope.</exception>
    public static string KeyOf(ReadOnlySpan<byte> envelope, string what) => TryReadKey(envelope) ?? throw Damaged(what);

    /// <summary>The same; <see langword="null"/> where it is none.</summary>
    public static string? TryReadKey(ReadOnlySpan<byte> envelope)
    {
        if (envelope.Length < 2 || envelope[0] != Version || envelope.Length < 2 + envelope[1] + NonceBytes + TagBytes) return null;
        var id = Encoding.ASCII.GetString(envelope.Slice(2, envelope[1]));
        return KeyText.IsId(id) ? id : null;
    }

    /// <exception cref="RagStateException">A bit of it is another one, or it belongs elsewhere.</exception>
    public static byte[] Open(SealingKey key, ReadOnlySpan<byte> envelope, ReadOnlySpan<byte> owner, string what)
    {
        var body = envelope[(2 + envelope[1])..];
        var plain = new byte[body.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(key.Text, TagBytes);
        try
        {
            aes.Decrypt(body[..NonceBytes], body.Slice(NonceBytes, plain.Length), body[^TagBytes..], plain, owner);
            return plain;
        }
        catch (AuthenticationTagMismatchException e)
        {
            throw new RagStateException(
                what, $"{what} can't be decrypted with its key '{key.Id}': it was changed, it belongs elsewhere, or the key is another one of the same id. Restore it, or ingest again.", innerException: e);
        }
    }

    /// <summary>What a text belongs to, as bytes in which no two different owners are the same.</summary>
    public static byte[] Owner(string kind, params ReadOnlySpan<string> parts)
    {
        var owner = new StringBuilder(kind);
        foreach (var part in parts) owner.Append('|').Append(part.Length).Append(':').Append(part);
        return Encoding.UTF8.GetBytes(owner.ToString());
    }

    public static RagStateException Damaged(string what) => new(what, $"{what} is not encrypted as it must be; it was changed, or a newer version wrote it.");
}
