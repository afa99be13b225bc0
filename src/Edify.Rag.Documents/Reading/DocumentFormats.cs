using System.Buffers;
using System.Collections.Frozen;
using Edify.Rag.Documents.Text;

namespace Edify.Rag.Documents.Reading;

/// <summary>Tells formats apart, for all readers: by content, then by name, then by media type.</summary>
/// <remarks>
/// A signature beats the name; empty or unrecognizable files are judged by the reader that their name asks for, which says
/// what is wrong. What is neither text nor a known binary format has no reader.
/// </remarks>
internal static class DocumentFormats
{
    // How far into a file the header of a PDF may stand (ISO 32000-1, annex H).
    private const int PdfHeaderReach = 1024;

    // White space, zeros and the mark of UTF-8.
    private static readonly SearchValues<byte> Padding = SearchValues.Create(" \t\r\n\f\0\uFEFF"u8);

    private static readonly FrozenDictionary<string, DocumentFormat> Extensions = new (DocumentFormat Format, string[] Names)[]
    {
        (DocumentFormat.Pdf, [".pdf"]),
        (DocumentFormat.Docx, [".docx", ".docm", ".dotx", ".dotm"]),
        (DocumentFormat.Pptx, [".pptx", ".pptm", ".ppsx", ".ppsm", ".potx", ".potm"]),
        (DocumentFormat.Xlsx, [".xlsx", ".xlsm", ".xltx", ".xltm"]),
        (DocumentFormat.Epub, [".epub"]),
        (DocumentFormat.Zip, [".zip"]),
        (DocumentFormat.Eml, [".eml", ".mbox", ".mht", ".mhtml"]),
        (DocumentFormat.Html, [".html", ".htm", ".xhtml", ".xht"]),
        (DocumentFormat.Markdown, [".md", ".markdown", ".mkd", ".mdown"]),
        (DocumentFormat.Csv, [".csv", ".tsv", ".tab"]),
        (DocumentFormat.Text, [".txt", ".text", ".log"]),
    }.SelectMany(row => row.Names.Select(name => (name, row.Format)))
        .ToFrozenDictionary(pair => pair.name, pair => pair.Format, StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, DocumentFormat> MediaTypes = new Dictionary<string, DocumentFormat>
    {
        ["application/vnd.openxmlformats-officedocument.wordprocessingml.document"] = DocumentFormat.Docx,
        ["application/vnd.openxmlformats-officedocument.presentationml.presentation"] = DocumentFormat.Pptx,
        ["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"] = DocumentFormat.Xlsx,
        ["application/epub+zip"] = DocumentFormat.Epub,
        ["message/rfc822"] = DocumentFormat.Eml,
        ["text/html"] = DocumentFormat.Html,
        ["application/xhtml+xml"] = DocumentFormat.Html,
        ["text/markdown"] = DocumentFormat.Markdown,
        ["text/csv"] = DocumentFormat.Csv,
        ["text/tab-separated-values"] = DocumentFormat.Csv,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>How an OLE compound file starts: an encrypted document of Office, or one of Office 97.</summary>
    public static ReadOnlySpan<byte> OleSignature => [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    /// <summary>The format of a file.</summary>
    /// <param name="probe">What is known of the file. An empty file counts as text, unless its name promises otherwise.</param>
    public static DocumentFormat Detect(DocumentProbe probe) => LatestDetection.Of(probe, Look);

    private static DocumentFormat Look(DocumentProbe probe)
    {
        var head = probe.Head.Span;
        var extension = Path.GetExtension(probe.Name) ?? string.Empty;
        var claim = new FormatClaim(extension, Extensions.GetValueOrDefault(extension), ByMediaType(probe.ContentType));

        if (head.IsEmpty) return claim.IsBinaryByName ? claim.ByName : DocumentFormat.Text;
        if (IsPdf(head, claim.ByName)) return DocumentFormat.Pdf;
        if (PackageFormats.IsArchive(head)) return PackageFormats.Detect(head, claim);
        if (head.StartsWith(OleSignature)) return claim.IsOfficeByName ? claim.ByName : DocumentFormat.Unknown;
        if (EncodingDetector.Detect(head, isMarkupEnough: true) is not { } encoding) return claim.IsBinaryByName ? claim.ByName : DocumentFormat.Unknown;
        return TextFormats.Detect(encoding.GetString(head), claim);
    }

    // Programs put a few bytes before the header; but a text that speaks of the header is still a text.
    private static bool IsPdf(ReadOnlySpan<byte> head, DocumentFormat byName)
    {
        var at = head[..Math.Min(head.Length, PdfHeaderReach)].IndexOf("%PDF-"u8);
        if (at < 0) return false;
        if (at == 0) return true;

        // An archive may hold a PDF, uncompressed.
        var isText = byName is DocumentFormat.Text or DocumentFormat.Markdown or DocumentFormat.Html or DocumentFormat.Csv or DocumentFormat.Eml;
        return isText ? !head[..at].ContainsAnyExcept(Padding) : !PackageFormats.IsArchive(head);
    }

    private static DocumentFormat ByMediaType(string? contentType)
    {
        var type = contentType.AsSpan();
        if (type.IndexOf(';') is >= 0 and var parameters) type = type[..parameters];
        return MediaTypes.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(type.Trim(), out var format) ? format : DocumentFormat.Unknown;
    }
}
