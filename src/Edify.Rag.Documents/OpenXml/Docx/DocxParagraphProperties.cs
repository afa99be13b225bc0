using Edify.Rag.Documents.OpenXml.Packaging;

namespace Edify.Rag.Documents.OpenXml.Docx;

/// <summary>What a paragraph says about itself, or a style about its paragraphs.</summary>
internal sealed record DocxParagraphProperties
{
    /// <summary>Properties of a paragraph that says nothing.</summary>
    public static readonly DocxParagraphProperties None = new();

    /// <summary>Identifier of the style.</summary>
    public string? Style { get; private set; }

    /// <summary>Level in the outline from 0; 9 is body text.</summary>
    public long? OutlineLevel { get; private set; }

    /// <summary>Identifier of the list it belongs to, "0" for none; <see langword="null"/> leaves it to the style.</summary>
    public string? List { get; private set; }

    /// <summary>Depth in that list, from 0; <see langword="null"/> leaves it to the style.</summary>
    public int? ListLevel { get; private set; }

    /// <summary>Whether it starts on a new page.</summary>
    public bool BreaksPage { get; private set; }

    /// <summary>Whether its end was deleted or moved away, which joins it with the next.</summary>
    public bool IsEndDeleted { get; private set; }

    /// <summary>Reads an element pPr.</summary>
    /// <param name="xml">At its start; afterwards at its end.</param>
    public static async ValueTask<DocxParagraphProperties> ReadAsync(PartXml xml)
    {
        if (xml.IsEmpty) return None;
        var properties = new DocxParagraphProperties();
        var depth = xml.Inside;
        while (await xml.ReadInAsync(depth).ConfigureAwait(false))
        {
            if (!xml.IsStart) continue;
            if (xml.Name is "pPrChange" or "sectPr" or "tabs") await xml.SkipAsync().ConfigureAwait(false);
            else properties.Take(xml);
        }

        return properties;
    }

    private void Take(PartXml xml)
    {
        switch (xml.Name)
        {
            case "pStyle": Style = xml.Attribute("val"); break;
            case "outlineLvl": OutlineLevel = xml.Number(); break;
            case "ilvl": ListLevel = (int)Math.Clamp(xml.Number() ?? 0, 0, DocxNumbering.Levels - 1); break;
            case "numId": List = xml.Attribute("val"); break;
            case "pageBreakBefore": BreaksPage = xml.IsOn(); break;
            case "del" or "moveFrom": IsEndDeleted = true; break;
        }
    }
}
