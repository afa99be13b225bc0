using System.Buffers;
using System.Collections.Frozen;
using Edify.Rag.Documents.Text;

namespace Edify.Rag.Documents.Reading;

/// <summary>Tells formats apart, for all readers.</summary>
/// <remarks>
/// A signature beats the name for binary formats; empty or unrecognizable files are judged by the reader that their name
/// asks for, which says what is wrong. Among text formats the extension decides; where it is unknown, the markup at the
/// start does, and then the media type. What is neither text nor a known binary format has no reader.
/// </remarks>
internal static class DocumentFormats
{
    private const string WordMediaType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    private const string SlidesMediaType = "application/vnd.openxmlformats-officedocument.presentationml.presentation";
    private const string SheetMediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    // How far into a file the header of a PDF may stand (ISO 32000-1, annex H).
    private const int PdfHeaderReach = 1024;

    // White space, zeros and the mark of UTF-8.
    private static readonly SearchValues<byte> Padding = SearchValues.Create(" \t\r\n\f\0\uFEFF"u8);

    private static readonly FrozenDictionary<string, DocumentFormat> Extensions = new Dictionary<string, DocumentFormat>
    {
        [".pdf"] = DocumentFormat.Pdf,
        [".docx"] = DocumentFormat.Docx, [".docm"] = DocumentFormat.Docx, [".dotx"] = DocumentFormat.Docx, [".dotm"] = DocumentFormat.Docx,
        [".html"] = DocumentFormat.Html, [".htm"] = DocumentFormat.Html, [".xhtml"] = DocumentFormat.Html,
        [".md"] = DocumentFormat.Markdown, [".markdown"] = DocumentFormat.Markdown, [".mkd"] = DocumentFormat.Markdown,
        [".pptx"] = DocumentFormat.Pptx, [".pptm"] = DocumentFormat.Pptx, [".ppsx"] = DocumentFormat.Pptx, [".potx"] = DocumentFormat.Pptx,
        [".xlsx"] = DocumentFormat.Xlsx, [".xlsm"] = DocumentFormat.Xlsx, [".xltx"] = DocumentFormat.Xlsx,
        [".csv"] = DocumentFormat.Csv, [".tsv"] = DocumentFormat.Csv, [".tab"] = DocumentFormat.Csv,
        [".epub"] = DocumentFormat.Epub,
        [".eml"] = DocumentFormat.Eml,
        [".zip"] = DocumentFormat.Zip,
        [".txt"] = DocumentFormat.Text, [".text"] = DocumentFormat.Text, [".log"] = DocumentFormat.Text,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    // Text by its bytes, but nothing that people read.
    private static readonly FrozenSet<string> Unreadable =
        new[] { ".rtf", ".svg", ".ps", ".eps", ".css", ".js", ".mjs" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The format of a file.</summary>
    /// <param name="probe">What is known of the file. An empty file counts as text, unless its name promises otherwise.</param>
    public static DocumentFormat Detect(DocumentProbe probe)
    {
        var head = probe.Head.Span;
        var extension = Path.GetExtension(probe.Name) ?? string.Empty;
        var byName = Extensions.GetValueOrDefault(extension);

        var isBinaryByName = byName is DocumentFormat.Pdf || IsPackage(byName);

        if (head.IsEmpty) return isBinaryByName ? byName : DocumentFormat.Text;
        if (IsPdf(head, byName)) return DocumentFormat.Pdf;
        if (head.StartsWith("PK\x03\x04"u8)) return DetectPackage(head, byName, probe.ContentType);
        if (head.StartsWith(OleSignature)) return IsOffice(byName) ? byName : DocumentFormat.Unknown;
        if (EncodingDetector.Detect(head) is not { } encoding) return isBinaryByName ? byName : DocumentFormat.Unknown;
        if (byName is not (DocumentFormat.Unknown or DocumentFormat.Pdf)) return byName;
        return Unreadable.Contains(extension) ? DocumentFormat.Unknown : DetectText(encoding.GetString(head), probe.ContentType);
    }

    /// <summary>How an OLE compound file starts: an encrypted DOCX, or a document of Word 97.</summary>
    public static ReadOnlySpan<byte> OleSignature => [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    // Programs put a few bytes before the header; but a text that speaks of the header is still a text.
    private static bool IsPdf(ReadOnlySpan<byte> head, DocumentFormat byName)
    {
        var at = head[..Math.Min(head.Length, PdfHeaderReach)].IndexOf("%PDF-"u8);
        if (at < 0) return false;
        var isTextByName = byName is DocumentFormat.Text or DocumentFormat.Markdown or DocumentFormat.Html;
        return !isTextByName || !head[..at].ContainsAnyExcept(Padding);
    }

    // Names of entries stand uncompressed before each entry, and an EPUB begins with its media type.
    private static DocumentFormat DetectPackage(ReadOnlySpan<byte> head, DocumentFormat byName, string? contentType)
    {
        if (head.IndexOf("mimetypeapplication/epub+zip"u8) >= 0) return DocumentFormat.Epub;
        if (head.IndexOf("word/"u8) >= 0) return DocumentFormat.Docx;
        if (head.IndexOf("ppt/"u8) >= 0) return DocumentFormat.Pptx;
        if (head.IndexOf("xl/"u8) >= 0) return DocumentFormat.Xlsx;
        if (IsPackage(byName)) return byName;
        if (IsMediaType(contentType, WordMediaType)) return DocumentFormat.Docx;
        if (IsMediaType(contentType, SlidesMediaType)) return DocumentFormat.Pptx;
        return IsMediaType(contentType, SheetMediaType) ? DocumentFormat.Xlsx : DocumentFormat.Zip;
    }

    private static bool IsOffice(DocumentFormat format) => format is DocumentFormat.Docx or DocumentFormat.Pptx or DocumentFormat.Xlsx;

    private static bool IsPackage(DocumentFormat format) => IsOffice(format) || format is DocumentFormat.Epub or DocumentFormat.Zip;

    private static DocumentFormat DetectText(string head, string? contentType)
    {
        var start = SkipProlog(head.AsSpan().TrimStart("\uFEFF \t\r\n"));
        if (StartsWith(start, "<!doctype html") || StartsWith(start, "<html")) return DocumentFormat.Html;
        if (StartsWith(start, "{\\rtf") || StartsWith(start, "%!PS") || StartsWith(start, "<svg")) return DocumentFormat.Unknown;
        if (IsMediaType(contentType, "text/html") || IsMediaType(contentType, "application/xhtml+xml")) return DocumentFormat.Html;
        return IsMediaType(contentType, "text/markdown") ? DocumentFormat.Markdown : DocumentFormat.Text;
    }

    // XML declarations and comments may stand before the doctype.
    private static ReadOnlySpan<char> SkipProlog(ReadOnlySpan<char> text)
    {
        while (text.StartsWith("<?") || text.StartsWith("<!--"))
        {
            var end = text.IndexOf(text[1] == '?' ? "?>" : "-->");
            if (end < 0) return text;
            text = text[(end + 2)..].TrimStart("> \t\r\n");
        }

        return text;
    }

    private static bool StartsWith(ReadOnlySpan<char> text, string prefix) => text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase);

    private static bool IsMediaType(string? contentType, string expected) =>
        contentType.AsSpan().Trim().StartsWith(expected, StringComparison.OrdinalIgnoreCase);
}
