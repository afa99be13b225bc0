using Edify.Rag.Documents.Pdf.Catalog;
using Edify.Rag.Documents.Pdf.Syntax;

namespace Edify.Rag.Documents.Pdf.Tagging;

/// <summary>The structure tree of a file (ISO 32000-2, 14.7), looked into from the pages' side so that only what a page needs is loaded.</summary>
internal sealed class StructureTree
{
    private const int MaxMappings = 16;
    private const string MathMl = "http://www.w3.org/1998/Math/MathML";

    private readonly PdfDictionary _root;
    private readonly PdfDictionary? _roleMap;

    private StructureTree(PdfDictionary root)
    {
        _root = root;
        _roleMap = root.Dictionary("RoleMap");
    }

    /// <summary>The tree below a root; <see langword="null"/> where pages cannot be found in it, or where the file itself doubts it.</summary>
    public static StructureTree? Of(PdfDictionary root, PdfDictionary? catalog)
    {
        if (!root.Contains("ParentTree")) return null;
        return catalog?.Dictionary("MarkInfo")?.Boolean("Suspects", false) == true ? null : new StructureTree(root);
    }

    /// <summary>What the parent tree holds for a page, a form or an object, references unresolved.</summary>
    public PdfObject? Parents(int key) => NumberTree.Find(_root.Dictionary("ParentTree"), key);

    /// <summary>The elements at the top.</summary>
    public PdfArray Kids => _root["K"] as PdfArray ?? new PdfArray([_root.Raw("K")]);

    public static bool IsRoot(PdfDictionary element) => element.Name("Type") == "StructTreeRoot" || element.Contains("ParentTree");

    /// <summary>Role and level of an element, through the maps of its namespace and of the file.</summary>
    public (StructureRole Role, int Level) RoleOf(PdfDictionary element)
    {
        var (type, space) = (element.Name("S") ?? "", element.Dictionary("NS"));
        var own = type;
        for (var i = 0; i < MaxMappings; i++)
        {
            if (space?.Bytes("NS") is { } name && PdfText.Decode(name) == MathMl) return (StructureRole.Inline, 0);
            if (space?.Dictionary("RoleMapNS")?[type] is { } mapped)
            {
                (type, space) = mapped is PdfArray { Count: >= 2 } pair
                    ? ((pair[0] as PdfName)?.Value ?? "", PdfDictionary.AsDictionary(pair[1]))
                    : ((mapped as PdfName)?.Value ?? "", null);
            }
            else if (StandardTypes.Find(type) is { } known) return known.Role == StructureRole.Paragraph ? (RoleByStyle(own), 0) : known;
            else if (_roleMap?.Name(type) is { } next) type = next;
            else break;
        }

        return (StructureRole.Inline, 0);
    }

    // Word processors map their styles to plain paragraphs, but keep the names.
    private static StructureRole RoleByStyle(string style)
    {
        if (style.Contains("caption", StringComparison.OrdinalIgnoreCase)) return StructureRole.Caption;
        var isNote = style.Contains("footnote", StringComparison.OrdinalIgnoreCase) || style.Contains("endnote", StringComparison.OrdinalIgnoreCase);
        return isNote ? StructureRole.Note : StructureRole.Paragraph;
    }

    /// <summary>An attribute of an element, its own or one of its classes' (14.7.6).</summary>
    public int Attribute(PdfDictionary element, string name)
    {
        if (Find(element["A"], name) is { } own) return own;
        var classes = element["C"] is PdfArray several ? Enumerable.Range(0, Math.Min(several.Count, MaxMappings)).Select(i => several[i]) : [element["C"]];
        foreach (var one in classes)
            if (one is PdfName { Value: var key } && Find(_root.Dictionary("ClassMap")?[key], name) is { } ofClass) return ofClass;
        return 0;
    }

    // Attributes are a dictionary or several, with revision numbers between them.
    private static int? Find(PdfObject? attributes, string name)
    {
        if (attributes is PdfArray several)
        {
            for (var i = 0; i < Math.Min(several.Count, 2 * MaxMappings); i++)
                if (several[i] is not PdfArray && Find(several[i], name) is { } found) return found;
            return null;
        }

        return PdfDictionary.AsDictionary(attributes) is { } one && one.Contains(name) ? one.Integer(name) : null;
    }
}
