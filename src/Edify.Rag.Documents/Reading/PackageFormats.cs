using System.Buffers.Binary;
using System.Collections.Frozen;
using System.Text;

namespace Edify.Rag.Documents.Reading;

/// <summary>Tells apart what is stored as a ZIP archive.</summary>
/// <remarks>
/// The names of entries stand uncompressed before each, and the list of content types, which usually comes first, is
/// inflated as far as the head reaches. An archive that the head does not explain is a <see cref="DocumentFormat.Zip"/>;
/// its reader looks at the whole directory and asks <see cref="OfEntries"/>.
/// </remarks>
internal static class PackageFormats
{
    private const int HeaderBytes = 30;

    // The content type of the main part; a part embedded in another document has another, or stands further down.
    private static readonly (string Type, DocumentFormat Format)[] MainTypes =
    [
        ("wordprocessingml.document.main+xml", DocumentFormat.Docx), ("wordprocessingml.template.main+xml", DocumentFormat.Docx),
        ("ms-word.document.macroEnabled.main+xml", DocumentFormat.Docx), ("ms-word.template.macroEnabledTemplate.main+xml", DocumentFormat.Docx),
        ("presentationml.presentation.main+xml", DocumentFormat.Pptx), ("presentationml.slideshow.main+xml", DocumentFormat.Pptx),
        ("presentationml.template.main+xml", DocumentFormat.Pptx), ("ms-powerpoint.presentation.macroEnabled.main+xml", DocumentFormat.Pptx),
        ("ms-powerpoint.slideshow.macroEnabled.main+xml", DocumentFormat.Pptx), ("ms-powerpoint.template.macroEnabled.main+xml", DocumentFormat.Pptx),
        ("spreadsheetml.sheet.main+xml", DocumentFormat.Xlsx), ("spreadsheetml.template.main+xml", DocumentFormat.Xlsx),
        ("ms-excel.sheet.macroEnabled.main+xml", DocumentFormat.Xlsx), ("ms-excel.template.macroEnabled.main+xml", DocumentFormat.Xlsx),
        ("ms-excel.sheet.binary.macroEnabled.main", DocumentFormat.Unknown), ("ms-visio.drawing", DocumentFormat.Unknown),
    ];

    private static readonly (string Folder, string MainPart, DocumentFormat Format)[] OfficeFolders =
    [
        ("word/", "word/document.xml", DocumentFormat.Docx),
        ("ppt/", "ppt/presentation.xml", DocumentFormat.Pptx),
        ("xl/", "xl/workbook.xml", DocumentFormat.Xlsx),
    ];

    // Archives by their bytes whose entries are nothing that people read.
    private static readonly FrozenSet<string> Foreign = new[]
    {
        ".odt", ".ods", ".odp", ".odg", ".odf", ".ott", ".ots", ".otp", ".sxw", ".jar", ".war", ".ear", ".apk", ".aab", ".ipa", ".xpi", ".crx",
        ".vsix", ".nupkg", ".snupkg", ".whl", ".egg", ".kmz", ".pages", ".numbers", ".key", ".xlsb", ".vsdx", ".3mf", ".usdz", ".cbz", ".sketch",
        ".xps", ".oxps",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a file starts like a ZIP archive: an entry, an archive without any, or one of several volumes.</summary>
    /// <param name="head">First bytes of the file.</param>
    public static bool IsArchive(ReadOnlySpan<byte> head) =>
        head.StartsWith("PK\x03\x04"u8) || head.StartsWith("PK\x05\x06"u8) || head.StartsWith("PK\x07\x08PK\x03\x04"u8) || head.StartsWith("PK00PK\x03\x04"u8);

    /// <summary>The format of an archive.</summary>
    /// <param name="head">First bytes of the file.</param>
    /// <param name="claim">What name and media type say.</param>
    public static DocumentFormat Detect(ReadOnlySpan<byte> head, FormatClaim claim)
    {
        var names = new List<string>();
        for (int at; (at = head.IndexOf("PK\x03\x04"u8)) >= 0 && head.Length - at >= HeaderBytes; head = head[(at + 4)..])
        {
            var header = head[at..];
            var name = NameOf(header);
            if (names.Count == 0 && name == "mimetype") return OfMediaType(TextOf(header));
            if (name == "[Content_Types].xml" && OfContentTypes(header) is { } format) return format;
            names.Add(name);
        }

        if (OfEntries(names) is { } found) return found;
        if (names.FirstOrDefault() is "META-INF/" or "META-INF/MANIFEST.MF" || Foreign.Contains(claim.Extension)) return DocumentFormat.Unknown;
        if (claim.IsPackageByName) return claim.ByName;
        return FormatClaim.IsPackage(claim.ByMediaType) ? claim.ByMediaType : DocumentFormat.Zip;
    }

    /// <summary>The format that the entries of an archive make; <see langword="null"/> when they make none that has a reader of its own.</summary>
    /// <param name="names">Names of entries, some or all.</param>
    public static DocumentFormat? OfEntries(IReadOnlyCollection<string> names)
    {
        if (names.Contains("META-INF/container.xml")) return DocumentFormat.Epub;

        // Somebody's folder may be called "word", too.
        var isOffice = names.Contains("[Content_Types].xml") || names.Contains("_rels/.rels");
        foreach (var (folder, mainPart, format) in OfficeFolders)
            if (names.Contains(mainPart) || (isOffice && names.Any(name => name.StartsWith(folder, StringComparison.Ordinal)))) return format;
        return null;
    }

    private static DocumentFormat OfMediaType(string type) =>
        type.StartsWith("application/epub+zip", StringComparison.Ordinal) ? DocumentFormat.Epub : DocumentFormat.Unknown;

    private static DocumentFormat? OfContentTypes(ReadOnlySpan<byte> header)
    {
        var types = TextOf(header);
        foreach (var (type, format) in MainTypes)
            if (types.Contains(type, StringComparison.OrdinalIgnoreCase)) return format;
        return null;
    }

    private static string NameOf(ReadOnlySpan<byte> header)
    {
        var length = BinaryPrimitives.ReadUInt16LittleEndian(header[26..]);
        return Encoding.UTF8.GetString(header[HeaderBytes..Math.Min(header.Length, HeaderBytes + length)]);
    }

    private static string TextOf(ReadOnlySpan<byte> header)
    {
        var isStored = BinaryPrimitives.ReadUInt16LittleEndian(header[8..]) == 0;
        return isStored ? Encoding.Latin1.GetString(DataOf(header)) : PartialInflation.TextOf(DataOf(header));
    }

    private static ReadOnlySpan<byte> DataOf(ReadOnlySpan<byte> header)
    {
        var start = HeaderBytes + BinaryPrimitives.ReadUInt16LittleEndian(header[26..]) + BinaryPrimitives.ReadUInt16LittleEndian(header[28..]);
        return start < header.Length ? header[start..] : [];
    }
}
