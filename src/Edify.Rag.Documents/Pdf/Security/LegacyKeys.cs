using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Edify.Rag.Documents.Pdf.Security;

/// <summary>File keys of revisions 2 to 4 (ISO 32000-2, 7.6.4.3, algorithms 2 and 4 to 7).</summary>
[SuppressMessage("Security", "CA5351", Justification = "The format prescribes MD5; the reader only opens what others wrote.")]
internal static class LegacyKeys
{
    private const int PaddedBytes = 32;

    private static ReadOnlySpan<byte> Padding =>
    [
        0x28, 0xBF, 0x4E, 0x5E, 0x4E, 0x75, 0x8A, 0x41, 0x64, 0x00, 0x4E, 0x56, 0xFF, 0xFA, 0x01, 0x08,
        0x2E, 0x2E, 0x00, 0xB6, 0xD0, 0x68, 0x3E, 0x80, 0x2F, 0x0C, 0xA9, 0xFE, 0x64, 0x53, 0x69, 0x7A,
    ];

    /// <summary>The file key, when the password is the user's or the owner's.</summary>
    public static byte[]? TryOpen(EncryptionParameters file, string password)
    {
        var padded = Pad(Encoding.Latin1.GetBytes(password));
        var key = FileKey(file, padded);
        if (IsRight(file, key)) return key;
        key = FileKey(file, Pad(UserPassword(file, padded)));
        return IsRight(file, key) ? key : null;
    }

    private static byte[] Pad(ReadOnlySpan<byte> password)
    {
        var padded = new byte[PaddedBytes];
        var length = Math.Min(PaddedBytes, password.Length);
        password[..length].CopyTo(padded);
        Padding[..(PaddedBytes - length)].CopyTo(padded.AsSpan(length));
        return padded;
    }

    // Algorithm 2.
    private static byte[] FileKey(EncryptionParameters file, byte[] padded)
    {
        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        Span<byte> permissions = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(permissions, file.Permissions);
        md5.AppendData(padded);
        md5.AppendData(file.OwnerCheck.AsSpan(0, Math.Min(PaddedBytes, file.OwnerCheck.Length)));
        md5.AppendData(permissions);
        md5.AppendData(file.FileId);
        if (file.Revision >= 4 && !file.EncryptsMetadata) md5.AppendData([255, 255, 255, 255]);
        var key = md5.GetHashAndReset();
        for (var i = 0; file.Revision >= 3 && i < 50; i++) key = MD5.HashData(key.AsSpan(0, file.KeyBytes));
        return key[..file.KeyBytes];
    }

    // Algorithms 4, 5 and 6.
    private static bool IsRight(EncryptionParameters file, byte[] key)
    {
        if (file.UserCheck.Length < 16) return false;
        var known = file.UserCheck.AsSpan(0, Math.Min(PaddedBytes, file.UserCheck.Length));
        if (file.Revision == 2) return Rc4.Apply(key, Padding).AsSpan().StartsWith(known);
        var check = MD5.HashData([.. Padding, .. file.FileId]);
        for (var i = 0; i < 20; i++) check = Rc4.Apply(Varied(key, i), check);
        return check.AsSpan().SequenceEqual(known[..16]);
    }

    // Algorithm 7: the owner's password decrypts the user's.
    private static byte[] UserPassword(EncryptionParameters file, byte[] padded)
    {
        var key = MD5.HashData(padded);
        for (var i = 0; file.Revision >= 3 && i < 50; i++) key = MD5.HashData(key);
        key = key[..file.KeyBytes];
        var password = file.OwnerCheck;
        if (file.Revision == 2) return Rc4.Apply(key, password);
        for (var i = 19; i >= 0; i--) password = Rc4.Apply(Varied(key, i), password);
        return password;
    }

    private static byte[] Varied(byte[] key, int with)
    {
        var varied = new byte[key.Length];
        for (var i = 0; i < key.Length; i++) varied[i] = (byte)(key[i] ^ with);
        return varied;
    }
}
