using System.Xml;

namespace Edify.Rag.Documents.Docx;

/// <summary>What a paragraph says about itself, or a style about its paragraphs.</summary>
internal sealed record DocxParagraphProperties
{
    /// <summary>Properties of a paragraph that says nothing.</summary>
    public static readonly DocxParagraphProperties None = new();

    /// <summary>Identifier of the style.</summary>
    public string? Style { get; private set; }

    /// <summary>Level in the outline from 0; 9 is body text.</summary>
    public int? OutlineLevel { get; private set; }

    /// <summary>Whether it belongs to a list; <see langword="null"/> leaves it to the style.</summary>
    public bool? IsInList { get; private set; }

    /// <summary>Depth in that list, from 0.</summary>
    public int ListLevel { get; private set; }

    /// <summary>Whether it starts on a new page.</summary>
    public bool BreaksPage { get; private set; }

    /// <summary>Whether its end was deleted, which joins it with the next.</summary>
    public bool IsEndDeleted { get; private set; }

    /// <summary>Reads an element pPr.</summary>
    /// <param name="xml">At its start; afterwards at its end.</param>
    public static async ValueTask<DocxParagraphProperties> ReadAsync(XmlReader xml)
    {
        if (xml.IsEmptyElement) return None;
        var properties = new DocxParagraphProperties();
        var depth = xml.Depth;
        while (await xml.ReadAsync().ConfigureAwait(false) && xml.Depth > depth)
        {
            if (xml.NodeType != XmlNodeType.Element) continue;
            if (xml.LocalName is "pPrChange" or "sectPr" or "tabs") await xml.SkipContentAsync().ConfigureAwait(false);
            else properties.Take(xml);
        }

        return properties;
    }

    private void Take(XmlReader xml)
    {
        switch (xml.LocalName)
        {
            case "pStyle": Style = xml.Attribute("val"); break;
            case "outlineLvl": OutlineLevel = xml.Number(); break;
            case "ilvl": ListLevel = Math.Clamp(xml.Number() ?? 0, 0, 8); break;
            case "numId": IsInList = xml.Number() > 0; break;
            case "pageBreakBefore": BreaksPage = xml.IsOn(); break;
            case "del": IsEndDeleted = true; break;
        }
    }
}
