using System.IO.Compression;
using System.Text;

namespace Edify.Rag.Documents.Tests.OpenXml.Docx;

/// <summary>Builds documents part by part.</summary>
internal static class DocxFile
{
    public const string Namespaces =
        "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"";

    public static byte[] Build(string body, string? styles = null, string? footnotes = null) => Zip(
        ("[Content_Types].xml", "<Types/>"),
        ("_rels/.rels", Relationships(("officeDocument", "word/document.xml"))),
        ("word/_rels/document.xml.rels", Relationships(("styles", "styles.xml"), ("footnotes", "/word/footnotes.xml"))),
        ("word/document.xml", $"<w:document {Namespaces}><w:body>{body}</w:body></w:document>"),
        ("word/styles.xml", $"<w:styles {Namespaces}>{styles}</w:styles>"),
        ("word/footnotes.xml", $"<w:footnotes {Namespaces}>{footnotes}</w:footnotes>"));

    public static byte[] Zip(params (string Name, string Text)[] entries)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in entries)
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return stream.ToArray();
    }

    /// <summary>A document whose main part refers to others, each by its type and by the identifier r0, r1, and so on.</summary>
    public static byte[] BuildWith(string body, params (string Type, string Part, string Text)[] parts) => Zip(
    [
        ("_rels/.rels", Relationships(("officeDocument", "word/document.xml"))),
        ("word/_rels/document.xml.rels", Relationships([.. parts.Select(p => (p.Type, p.Part))])),
        ("word/document.xml", $"<w:document {Namespaces} xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><w:body>{body}</w:body></w:document>"),
        .. parts.Select(p => ("word/" + p.Part, p.Text)),
    ]);

    public static string P(string runs, string properties = "") => $"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>";

    public static string T(string text) => $"<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>";

    public static string Relationships(params (string Type, string Target)[] relationships) =>
        $"<Relationships>{string.Concat(relationships.Select((r, i) => $"<Relationship Id=\"r{i}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{r.Type}\" Target=\"{r.Target}\"/>"))}</Relationships>";
}
