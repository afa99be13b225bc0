using System.Collections.Frozen;
using System.Xml;

namespace Edify.Rag.Documents.Docx;

/// <summary>What the paragraph styles of a document mean.</summary>
internal sealed class DocxStyles
{
    private const int DeepestInheritance = 16;
    private const int BodyLevel = 9;

    // Identifiers that programs give to heading styles; a number follows. Names in the styles part are always English.
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> HeadingNames = new[]
    {
        "heading", "überschrift", "berschrift", "titre", "título", "titulo", "ttulo", "titolo", "kop", "rubrik", "overskrift", "otsikko",
        "nagłówek", "nagwek", "nadpis", "заголовок", "標題", "标题", "見出し",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    private readonly Dictionary<string, Style> _styles = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads the styles part, if there is one.</summary>
    /// <param name="package">The document.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async Task<DocxStyles> ReadAsync(DocxPackage package, CancellationToken cancellationToken)
    {
        var styles = new DocxStyles();
        if (package.Related("styles") is not { } part) return styles;

        using var xml = await package.OpenXmlAsync(part, cancellationToken).ConfigureAwait(false);
        while (await xml.ReadAsync().ConfigureAwait(false))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "style", IsEmptyElement: false }) await styles.AddAsync(xml).ConfigureAwait(false);
        }

        return styles;
    }

    /// <summary>What a paragraph is, and its level.</summary>
    /// <param name="paragraph">What it says about itself.</param>
    public (ElementKind Kind, int Level) Classify(DocxParagraphProperties paragraph)
    {
        var outline = paragraph.OutlineLevel ?? OutlineLevel(paragraph.Style);
        if (outline is >= 0 and < BodyLevel) return (ElementKind.Heading, outline.Value + 1);
        if (IsCaption(paragraph.Style)) return (ElementKind.Caption, 0);
        return paragraph.IsInList ?? IsInList(paragraph.Style) ? (ElementKind.ListItem, paragraph.ListLevel + 1) : (ElementKind.Paragraph, 0);
    }

    private async ValueTask AddAsync(XmlReader xml)
    {
        if (xml.Attribute("styleId") is not { } id) return;
        var style = new Style();
        var depth = xml.Depth;
        while (await xml.ReadAsync().ConfigureAwait(false) && xml.Depth > depth)
        {
            if (xml.NodeType != XmlNodeType.Element) continue;
            if (xml.LocalName == "name") style.Name = xml.Attribute("val");
            else if (xml.LocalName == "basedOn") style.BasedOn = xml.Attribute("val");
            else if (xml.LocalName == "pPr") style.Properties = await DocxParagraphProperties.ReadAsync(xml).ConfigureAwait(false);
        }

        _styles.TryAdd(id, style);
    }

    private int? OutlineLevel(string? id) =>
        Inherited(id).Select(style => style.Properties.OutlineLevel ?? LevelOfName(style.Name)).FirstOrDefault(level => level is not null)
        ?? (id is not null && !_styles.ContainsKey(id) ? LevelOfName(id) : null);

    private bool IsInList(string? id) =>
        Inherited(id).Select(style => style.Properties.IsInList).FirstOrDefault(isInList => isInList is not null) ?? false;

    private bool IsCaption(string? id) => Inherited(id).Any(style => string.Equals(style.Name, "caption", StringComparison.OrdinalIgnoreCase));

    // From the style to what it is based on; a chain that bites its tail ends.
    private IEnumerable<Style> Inherited(string? id)
    {
        for (var depth = 0; depth < DeepestInheritance && id is not null && _styles.TryGetValue(id, out var style); depth++)
        {
            yield return style;
            id = style.BasedOn;
        }
    }

    private static int? LevelOfName(string? name)
    {
        if (string.Equals(name, "title", StringComparison.OrdinalIgnoreCase)) return 0;
        if (string.IsNullOrEmpty(name) || name[^1] is < '1' or > '9') return null;
        return HeadingNames.Contains(name.AsSpan(0, name.Length - 1).TrimEnd()) ? name[^1] - '1' : null;
    }

    private sealed class Style
    {
        public string? Name { get; set; }
        public string? BasedOn { get; set; }
        public DocxParagraphProperties Properties { get; set; } = DocxParagraphProperties.None;
    }
}
