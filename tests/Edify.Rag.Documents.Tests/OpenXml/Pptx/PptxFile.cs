using Edify.Rag.Documents.Tests.OpenXml.Docx;

namespace Edify.Rag.Documents.Tests.OpenXml.Pptx;

/// <summary>Builds presentations shape by shape.</summary>
internal static class PptxFile
{
    public const string Namespaces =
        "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" xmlns:p=\"http://schemas.openxmlformats.org/presentationml/2006/main\" "
        + "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

    /// <summary>A presentation; the parts that a slide refers to have the identifiers r0, r1, and so on.</summary>
    public static byte[] Build(params (string Shapes, string Attributes, (string Type, string Part, string Text)[] Parts)[] slides) => DocxFile.Zip(
    [
        ("_rels/.rels", DocxFile.Relationships(("officeDocument", "ppt/presentation.xml"))),
        ("ppt/_rels/presentation.xml.rels", DocxFile.Relationships([.. slides.Select((_, i) => ("slide", $"slides/slide{i}.xml")), ("commentAuthors", "authors.xml")])),
        ("ppt/presentation.xml", $"<p:presentation {Namespaces}><p:sldIdLst>{string.Concat(slides.Select((_, i) => $"<p:sldId id=\"{256 + i}\" r:id=\"r{i}\"/>"))}</p:sldIdLst></p:presentation>"),
        ("ppt/authors.xml", $"<p:cmAuthorLst {Namespaces}><p:cmAuthor id=\"0\" name=\"Ms Lee\"/></p:cmAuthorLst>"),
        .. slides.SelectMany((s, i) => Slide(s.Shapes, s.Attributes, s.Parts, i)),
    ]);

    public static (string Shapes, string Attributes, (string Type, string Part, string Text)[] Parts) Slide(
        string shapes, string attributes = "", params (string Type, string Part, string Text)[] parts) => (shapes, attributes, parts);

    public static string Shape(string paragraphs, string placeholder = "", string place = "", string name = "") =>
        $"<p:sp><p:nvSpPr><p:cNvPr id='1' name='x' {name}/><p:nvPr>{placeholder}</p:nvPr></p:nvSpPr><p:spPr>{place}</p:spPr><p:txBody><a:bodyPr/>{paragraphs}</p:txBody></p:sp>";

    public static string At(long x, long y, long height = 100) => $"<a:xfrm><a:off x='{x}' y='{y}'/><a:ext cx='100' cy='{height}'/></a:xfrm>";

    public static string P(string text, string properties = "") => $"<a:p>{properties}<a:r><a:rPr/><a:t>{text}</a:t></a:r></a:p>";

    public static string Tree(string shapes) => $"<p:cSld><p:spTree><p:nvGrpSpPr><p:cNvPr id='1' name=''/></p:nvGrpSpPr><p:grpSpPr/>{shapes}</p:spTree></p:cSld>";

    private static IEnumerable<(string Name, string Text)> Slide(string shapes, string attributes, (string Type, string Part, string Text)[] parts, int index) =>
    [
        ($"ppt/slides/slide{index}.xml", $"<p:sld {Namespaces} {attributes}>{Tree(shapes)}</p:sld>"),
        ($"ppt/slides/_rels/slide{index}.xml.rels", DocxFile.Relationships([.. parts.Select(p => (p.Type, p.Part))])),
        .. parts.Select(p => ("ppt/slides/" + p.Part, p.Text)),
    ];
}
