using System.Collections.Frozen;
using Edify.Rag.Documents.OpenXml.Packaging;

namespace Edify.Rag.Documents.OpenXml.Docx;

/// <summary>What the styles of a document mean.</summary>
internal sealed class DocxStyles
{
    private const int DeepestInheritance = 16;
    private const int BodyLevel = 9;
    private const string NoList = "0";

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
    public static async Task<DocxStyles> ReadAsync(OfficePackage package, CancellationToken cancellationToken)
    {
        var styles = new DocxStyles();
        if (package.Main.First("styles") is not { } part) return styles;

        using var xml = await package.OpenXmlAsync(part, cancellationToken).ConfigureAwait(false);
        while (await xml.ReadAsync().ConfigureAwait(false))
        {
            if (!xml.IsStart || xml.IsEmpty) continue;
            if (xml.Name == "style") await styles.AddAsync(xml).ConfigureAwait(false);
            else if (xml.Name == "rPrDefault") styles.Language = await ReadLanguageAsync(xml).ConfigureAwait(false);
        }

        return styles;
    }

    /// <summary>Language of text that names none; <see langword="null"/> where the styles do not say.</summary>
    public string? Language { get; private set; }

    /// <summary>What a paragraph is, and its level.</summary>
    /// <param name="paragraph">What it says about itself.</param>
    public (ElementKind Kind, int Level) Classify(DocxParagraphProperties paragraph)
    {
        var outline = paragraph.OutlineLevel ?? OutlineLevel(paragraph.Style);
        if (outline is >= 0 and < BodyLevel) return (ElementKind.Heading, (int)outline.Value + 1);
        if (IsCaption(paragraph.Style)) return (ElementKind.Caption, 0);
        return PlaceOf(paragraph) is { } place ? (ElementKind.ListItem, (place.Level ?? 0) + 1) : (ElementKind.Paragraph, 0);
    }

    /// <summary>The list that a paragraph belongs to, if any.</summary>
    /// <param name="paragraph">What it says about itself.</param>
    public DocxListPlace? PlaceOf(DocxParagraphProperties paragraph)
    {
        if (paragraph.List is { } own) return own == NoList ? null : new(own, paragraph.ListLevel ?? 0, null);
        foreach (var (id, style) in Inherited(paragraph.Style))
        {
            if (style.Properties.List is not { } list) continue;
            return list == NoList ? null : new(list, paragraph.ListLevel ?? style.Properties.ListLevel, id);
        }

        return null;
    }

    /// <summary>The list that a numbering style names.</summary>
    /// <param name="style">Identifier of the style.</param>
    public string? ListOf(string style) => _styles.GetValueOrDefault(style)?.Properties.List;

    /// <summary>Whether a character style hides what it is applied to.</summary>
    /// <param name="style">Identifier of the style.</param>
    public bool Hides(string? style) => Inherited(style).Select(s => s.Style.IsHidden).FirstOrDefault(isHidden => isHidden is not null) ?? false;

    private async ValueTask AddAsync(PartXml xml)
    {
        if (xml.Attribute("styleId") is not { } id) return;
        var style = new Style();
        var depth = xml.Inside;
        while (await xml.ReadInAsync(depth).ConfigureAwait(false))
        {
            if (!xml.IsStart) continue;
            if (xml.Name == "name") style.Name = xml.Attribute("val");
            else if (xml.Name == "basedOn") style.BasedOn = xml.Attribute("val");
            else if (xml.Name == "tblStylePr") await xml.SkipAsync().ConfigureAwait(false);
            else if (xml.Name == "vanish") style.IsHidden = xml.IsOn();
            else if (xml.Name == "pPr") style.Properties = await DocxParagraphProperties.ReadAsync(xml).ConfigureAwait(false);
        }

        _styles.TryAdd(id, style);
    }

    private static async ValueTask<string?> ReadLanguageAsync(PartXml xml)
    {
        string? language = null;
        var depth = xml.Inside;
        while (await xml.ReadInAsync(depth).ConfigureAwait(false))
            if (xml.IsStart && xml.Name == "lang") language = xml.Attribute("val");
        return string.IsNullOrWhiteSpace(language) ? null : language;
    }

    private long? OutlineLevel(string? id) =>
        Inherited(id).Select(s => s.Style.Properties.OutlineLevel ?? LevelOfName(s.Style.Name)).FirstOrDefault(level => level is not null)
        ?? (id is not null && !_styles.ContainsKey(id) ? LevelOfName(id) : null);

    private bool IsCaption(string? id) => Inherited(id).Any(s => string.Equals(s.Style.Name, "caption", StringComparison.OrdinalIgnoreCase));

    // From the style to what it is based on; a chain that bites its tail ends.
    private IEnumerable<(string Id, Style Style)> Inherited(string? id)
    {
        for (var depth = 0; depth < DeepestInheritance && id is not null && _styles.TryGetValue(id, out var style); depth++)
        {
            yield return (id, style);
            id = style.BasedOn;
        }
    }

    private static long? LevelOfName(string? name)
    {
        if (string.Equals(name, "title", StringComparison.OrdinalIgnoreCase)) return 0;
        if (string.IsNullOrEmpty(name) || name[^1] is < '1' or > '9') return null;
        return HeadingNames.Contains(name.AsSpan(0, name.Length - 1).TrimEnd()) ? name[^1] - '1' : null;
    }

    private sealed class Style
    {
        public string? Name { get; set; }
        public string? BasedOn { get; set; }
        public bool? IsHidden { get; set; }
        public DocxParagraphProperties Properties { get; set; } = DocxParagraphProperties.None;
    }
}
