using System.Globalization;
using System.Xml;

namespace Edify.Rag.Documents.Docx;

/// <summary>Steps over WordprocessingML, whose strict and transitional forms differ only in namespaces.</summary>
internal static class DocxXml
{
    /// <summary>Moves to the end of the current element, past everything in it.</summary>
    /// <param name="xml">At the start of an element.</param>
    public static async ValueTask SkipContentAsync(this XmlReader xml)
    {
        if (xml.IsEmptyElement) return;
        var depth = xml.Depth;
        while (await xml.ReadAsync().ConfigureAwait(false) && xml.Depth > depth)
        {
        }
    }

    /// <summary>Value of an attribute by its local name; <see langword="null"/> without one.</summary>
    /// <param name="xml">At the start of an element.</param>
    /// <param name="name">Name without prefix.</param>
    public static string? Attribute(this XmlReader xml, string name)
    {
        string? value = null;
        for (var found = xml.MoveToFirstAttribute(); found && value is null; found = xml.MoveToNextAttribute())
            if (xml.LocalName == name) value = xml.Value;
        xml.MoveToElement();
        return value;
    }

    /// <summary>The attribute "val" as a number; <see langword="null"/> when it is none.</summary>
    /// <param name="xml">At the start of an element.</param>
    public static int? Number(this XmlReader xml) =>
        int.TryParse(xml.Attribute("val"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Whether a property that is on by being there is not switched off.</summary>
    /// <param name="xml">At the start of an element.</param>
    public static bool IsOn(this XmlReader xml) => xml.Attribute("val") is not ("0" or "false" or "off");
}
