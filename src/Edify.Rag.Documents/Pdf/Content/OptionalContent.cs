using Edify.Rag.Documents.Pdf.Catalog;
using Edify.Rag.Documents.Pdf.Syntax;

namespace Edify.Rag.Documents.Pdf.Content;

/// <summary>Which layers are off when the document is opened (ISO 32000-2, 8.11).</summary>
internal sealed class OptionalContent
{
    private const string Name = "list of layers";

    private readonly HashSet<int> _hidden;

    private OptionalContent(HashSet<int> hidden) => _hidden = hidden;

    /// <summary>Reads what the catalog says of layers; where that is damaged, everything is seen.</summary>
    public static OptionalContent Read(PdfDictionary? catalog, OptionalParts parts)
    {
        var properties = parts.Dictionary(catalog, "OCProperties", Name);
        var defaults = parts.Dictionary(properties, "D", Name);
        return new(parts.Read(Name, () => Hidden(properties, defaults)) ?? []);
    }

    private static HashSet<int> Hidden(PdfDictionary? properties, PdfDictionary? defaults)
    {
        var hidden = new HashSet<int>();
        if (defaults?.Name("BaseState") == "OFF") hidden.UnionWith(Numbers(properties?.Array("OCGs")));
        hidden.UnionWith(Numbers(defaults?.Array("OFF")));
        hidden.ExceptWith(Numbers(defaults?.Array("ON")));
        return hidden;
    }

    /// <summary>Whether content that belongs to a group or membership dictionary is hidden.</summary>
    public bool IsHidden(PdfObject? group)
    {
        if (_hidden.Count == 0) return false;
        if (group is PdfReference reference)
        {
            if (_hidden.Contains(reference.Number)) return true;
            group = reference.Resolve();
        }

        return group is PdfDictionary membership && membership.Name("Type") == "OCMD" && IsHidden(membership);
    }

    private bool IsHidden(PdfDictionary membership)
    {
        if (membership.Raw("OCGs") is PdfReference one && _hidden.Contains(one.Number)) return true;
        if (membership.Array("OCGs") is not { Count: > 0 } groups) return false;
        var hidden = Numbers(groups).Count(_hidden.Contains);
        return membership.Name("P") switch
        {
            "AllOn" => hidden > 0,
            "AnyOff" => hidden == 0,
            "AllOff" => hidden < groups.Count,
            _ => hidden == groups.Count,
        };
    }

    private static IEnumerable<int> Numbers(PdfArray? groups)
    {
        for (var i = 0; i < (groups?.Count ?? 0); i++)
            if (groups!.Raw(i) is PdfReference reference) yield return reference.Number;
    }
}
