using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Edify.Rag.Documents.Pdf.Syntax;

namespace Edify.Rag.Documents.Pdf.Security;

/// <summary>Decrypts the strings and streams of a file whose key is known (ISO 32000-2, 7.6.3, algorithms 1 and 1.A).</summary>
[SuppressMessage("Security", "CA5351", Justification = "The format prescribes MD5; the reader only opens what others wrote.")]
internal sealed class SecurityHandler
{
    private readonly EncryptionParameters _file;
    private readonly byte[] _key;

    private SecurityHandler(EncryptionParameters file, byte[] key)
    {
        _file = file;
        _key = key;
    }

    /// <summary>Tries the empty password, then the given ones; <see langword="null"/> when none fits.</summary>
    public static SecurityHandler? TryUnlock(EncryptionParameters file, IEnumerable<string> passwords)
    {
        if (file is { Streams: Cipher.None, Strings: Cipher.None } && file.Filters.Values.All(c => c == Cipher.None)) return new SecurityHandler(file, []);
        foreach (var password in passwords.Prepend(""))
        {
            var key = file.Revision >= 5 ? Aes256Keys.TryOpen(file, password) : LegacyKeys.TryOpen(file, password);
            if (key is not null) return new SecurityHandler(file, key);
        }

        return null;
    }

    /// <summary>The function that decrypts the strings of an object; <see langword="null"/> when they are in the clear.</summary>
    public Func<byte[], byte[]>? StringDecryption(int number, int generation) =>
        _file.Strings == Cipher.None ? null : bytes => Decrypt(_file.Strings, bytes, number, generation);

    public ReadOnlySpan<byte> DecryptStream(ReadOnlySpan<byte> raw, PdfStream stream)
    {
        var cipher = CipherOf(stream.Dictionary);
        return cipher == Cipher.None ? raw : Decrypt(cipher, raw, stream.Number, stream.Generation);
    }

    // A stream may name a crypt filter of its own as its first filter (7.4.10).
    private Cipher CipherOf(PdfDictionary dictionary)
    {
        var type = dictionary.Name("Type");
        if (type == "XRef" || type == "Metadata" && !_file.EncryptsMetadata) return Cipher.None;
        var filter = dictionary["Filter"] is PdfArray { Count: > 0 } filters ? filters[0] : dictionary["Filter"];
        if (filter is not PdfName { Value: "Crypt" }) return _file.Streams;
        var parameters = dictionary["DecodeParms"] is PdfArray { Count: > 0 } all ? all[0] : dictionary["DecodeParms"];
        return _file.Filters.GetValueOrDefault(PdfDictionary.AsDictionary(parameters)?.Name("Name") ?? EncryptionParameters.Identity);
    }

    private byte[] Decrypt(Cipher cipher, ReadOnlySpan<byte> data, int number, int generation) => cipher switch
    {
        Cipher.Rc4 => Rc4.Apply(ObjectKey(number, generation, []), data),
        Cipher.Aes128 => DecryptAes(ObjectKey(number, generation, "sAlT"u8), data),
        _ => DecryptAes(_key, data),
    };

    private byte[] ObjectKey(int number, int generation, ReadOnlySpan<byte> salt)
    {
        Span<byte> input = stackalloc byte[_key.Length + 5 + salt.Length];
        _key.CopyTo(input);
        var extra = input[_key.Length..];
        Span<byte> digits = stackalloc byte[8];
        BinaryPrimitives.WriteInt32LittleEndian(digits, number);
        digits[..3].CopyTo(extra);
        BinaryPrimitives.WriteInt32LittleEndian(digits, generation);
        digits[..2].CopyTo(extra[3..]);
        salt.CopyTo(extra[5..]);
        return MD5.HashData(input)[..Math.Min(16, _key.Length + 5)];
    }

    private static byte[] DecryptAes(byte[] key, ReadOnlySpan<byte> data)
    {
        var blocks = (data.Length - 16) / 16 * 16;
        if (blocks <= 0) return [];
        using var aes = Aes.Create();
        aes.Key = key;
        var clear = aes.DecryptCbc(data.Slice(16, blocks), data[..16], PaddingMode.None);
        return clear[^1] is >= 1 and <= 16 ? clear[..^clear[^1]] : clear;
    }
}
