using Edify.Rag.Documents.Pdf.Syntax;

namespace Edify.Rag.Documents.Pdf.Security;

/// <summary>Ciphers that a file may use for streams or strings.</summary>
internal enum Cipher
{
    None,
    Rc4,
    Aes128,
    Aes256,
}

/// <summary>What the encryption dictionary says (ISO 32000-2, 7.6.2 and 7.6.4.2).</summary>
internal sealed record EncryptionParameters
{
    /// <summary>The crypt filter that leaves data in the clear.</summary>
    public const string Identity = "Identity";

    public required int Revision { get; init; }

    /// <summary>Length of the file key in bytes.</summary>
    public required int KeyBytes { get; init; }

    public required int Permissions { get; init; }

    public required bool EncryptsMetadata { get; init; }

    public required Cipher Streams { get; init; }

    public required Cipher Strings { get; init; }

    /// <summary>Ciphers of the crypt filters, by name; a stream may ask for one of them.</summary>
    public required IReadOnlyDictionary<string, Cipher> Filters { get; init; }

    public required byte[] OwnerCheck { get; init; }

    public required byte[] UserCheck { get; init; }

    public required byte[] OwnerKey { get; init; }

    public required byte[] UserKey { get; init; }

    public required byte[] FileId { get; init; }

    /// <summary>Reads the dictionary; <see langword="null"/> for a handler other than the standard one.</summary>
    public static EncryptionParameters? Read(PdfDictionary encrypt, byte[] fileId)
    {
        if ((encrypt.Name("Filter") ?? "Standard") != "Standard") return null;
        var version = encrypt.Integer("V");
        var bits = encrypt.Integer("Length", 40);
        if (bits is > 0 and < 40) bits *= 8; // some writers count bytes
        var revision = encrypt.Integer("R", 2);
        var filters = version >= 4 ? ReadFilters(encrypt.Dictionary("CF")) : [];
        return new EncryptionParameters
        {
            Revision = revision,
            KeyBytes = revision < 3 ? 5 : version == 4 ? 16 : Math.Clamp(bits / 8, 5, 16),
            Permissions = unchecked((int)(long)encrypt.Number("P")),
            EncryptsMetadata = encrypt.Boolean("EncryptMetadata", true),
            Streams = version >= 4 ? filters.GetValueOrDefault(encrypt.Name("StmF") ?? Identity, Cipher.Rc4) : Cipher.Rc4,
            Strings = version >= 4 ? filters.GetValueOrDefault(encrypt.Name("StrF") ?? Identity, Cipher.Rc4) : Cipher.Rc4,
            Filters = filters,
            OwnerCheck = encrypt.Bytes("O") ?? [],
            UserCheck = encrypt.Bytes("U") ?? [],
            OwnerKey = encrypt.Bytes("OE") ?? [],
            UserKey = encrypt.Bytes("UE") ?? [],
            FileId = fileId,
        };
    }

    private static Dictionary<string, Cipher> ReadFilters(PdfDictionary? filters)
    {
        var ciphers = new Dictionary<string, Cipher>();
        foreach (var name in filters?.Keys ?? [])
        {
            ciphers[name] = filters!.Dictionary(name)?.Name("CFM") switch
            {
                "AESV2" => Cipher.Aes128,
                "AESV3" => Cipher.Aes256,
                "None" => Cipher.None,
                _ => Cipher.Rc4,
            };
        }

        ciphers[Identity] = Cipher.None;
        return ciphers;
    }
}
