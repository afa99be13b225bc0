using System.Security.Cryptography;
using System.Text;

namespace Edify.Rag.Documents.Pdf.Security;

/// <summary>File keys of revisions 5 and 6 (ISO 32000-2, 7.6.4.3.3, algorithms 2.A and 2.B).</summary>
internal static class Aes256Keys
{
    private const int MaxPasswordBytes = 127;
    private const int HashBytes = 32;
    private const int SaltBytes = 8;
    private const int CheckBytes = HashBytes + 2 * SaltBytes;

    /// <summary>The file key, when the password is the user's or the owner's.</summary>
    public static byte[]? TryOpen(EncryptionParameters file, string password)
    {
        if (file.UserCheck.Length < CheckBytes || file.UserKey.Length < HashBytes) return null;
        return TryOpen(file, Encoding.UTF8.GetBytes(PasswordPreparation.Prepare(password))) ?? TryOpen(file, Encoding.UTF8.GetBytes(password));
    }

    private static byte[]? TryOpen(EncryptionParameters file, byte[] password)
    {
        if (password.Length > MaxPasswordBytes) password = password[..MaxPasswordBytes];
        var user = file.UserCheck.AsSpan(0, CheckBytes);
        if (Matches(file, password, user, [])) return Unwrap(file, password, user, [], file.UserKey);
        if (file.OwnerCheck.Length < CheckBytes || file.OwnerKey.Length < HashBytes) return null;
        var owner = file.OwnerCheck.AsSpan(0, CheckBytes);
        return Matches(file, password, owner, user) ? Unwrap(file, password, owner, user, file.OwnerKey) : null;
    }

    private static bool Matches(EncryptionParameters file, byte[] password, ReadOnlySpan<byte> check, ReadOnlySpan<byte> user) =>
        Hash(file, password, check.Slice(HashBytes, SaltBytes), user).AsSpan().SequenceEqual(check[..HashBytes]);

    private static byte[] Unwrap(EncryptionParameters file, byte[] password, ReadOnlySpan<byte> check, ReadOnlySpan<byte> user, byte[] wrapped)
    {
        using var aes = Aes.Create();
        aes.Key = Hash(file, password, check.Slice(HashBytes + SaltBytes, SaltBytes), user);
        return aes.DecryptCbc(wrapped.AsSpan(0, HashBytes), new byte[16], PaddingMode.None);
    }

    private static byte[] Hash(EncryptionParameters file, byte[] password, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> user)
    {
        var hash = SHA256.HashData([.. password, .. salt, .. user]);
        return file.Revision >= 6 ? Harden(hash, password, user) : hash;
    }

    // Algorithm 2.B.
    private static byte[] Harden(byte[] hash, byte[] password, ReadOnlySpan<byte> user)
    {
        using var aes = Aes.Create();
        for (var round = 1; ; round++)
        {
            byte[] once = [.. password, .. hash, .. user];
            var repeated = new byte[once.Length * 64];
            for (var i = 0; i < 64; i++) once.CopyTo(repeated, i * once.Length);
            aes.Key = hash[..16];
            var encrypted = aes.EncryptCbc(repeated, hash.AsSpan(16, 16), PaddingMode.None);
            var remainder = 0;
            for (var i = 0; i < 16; i++) remainder += encrypted[i];
            hash = (remainder % 3) switch
            {
                0 => SHA256.HashData(encrypted),
                1 => SHA384.HashData(encrypted),
                _ => SHA512.HashData(encrypted),
            };
            if (round >= 64 && encrypted[^1] <= round - 32) return hash[..HashBytes];
        }
    }
}
