using System.Text;

namespace Edify.Rag.Documents.Tests.Pdf;

/// <summary>Writes tagged PDF files: pages of marked content, and a structure tree over them.</summary>
public sealed class TaggedPdf
{
    private readonly List<StringBuilder> _pages = [];
    private readonly List<List<Node>> _owners = [];

    /// <summary>The uppermost elements.</summary>
    public List<Node> Tops { get; } = [];

    /// <summary>Entries of the catalog, such as MarkInfo.</summary>
    public string Catalog { get; set; } = "/MarkInfo << /Marked true >>";

    /// <summary>Entries of the structure tree root, such as the role map.</summary>
    public string Root { get; set; } = "";

    /// <summary>An element.</summary>
    public sealed class Node(string type, string entries, params object[] kids)
    {
        public string Type => type;

        public string Entries => entries;

        /// <summary>Nodes, and content as its number on a page.</summary>
        public List<object> Kids { get; } = [.. kids];

        internal int Number { get; set; }
    }

    /// <summary>Content of a page by its number there.</summary>
    public sealed record Content(int Page, int Id);

    public static Node E(string type, params object[] kids) => new(type, "", kids);

    public static Node With(string type, string entries, params object[] kids) => new(type, entries, kids);

    /// <summary>Marks operators of a page, from 0, as content; gives what to put under an element.</summary>
    public Content Mark(int page, string operators, string properties = "")
    {
        Page(page);
        var id = _owners[page].Count;
        _owners[page].Add(new Node("", ""));
        _pages[page].Append(System.Globalization.CultureInfo.InvariantCulture, $"/P << /MCID {id} {properties} >> BDC\n{operators}EMC\n");
        return new Content(page, id);
    }

    /// <summary>Adds operators that belong to no element.</summary>
    public void Draw(int page, string operators)
    {
        Page(page);
        _pages[page].Append(operators);
    }

    /// <summary>The file; pages have 5 and up as objects, and the catalog 1.</summary>
    public MiniPdf Build(Action<MiniPdf>? complete = null)
    {
        var pdf = MiniPdf.WithPages([.. _pages.Select(p => p.ToString())]);
        var root = pdf.Add("null");
        foreach (var top in Tops) Number(pdf, top);
        foreach (var top in Tops) Write(pdf, top, root);
        var parents = new StringBuilder();
        for (var page = 0; page < _pages.Count; page++)
        {
            pdf.Replace(3 + 2 * page, Encoding.ASCII.GetBytes($"<< /Type /Page /Parent 2 0 R /Contents {4 + 2 * page} 0 R /StructParents {page} >>"));
            parents.Append(System.Globalization.CultureInfo.InvariantCulture, $"{page} [{string.Join(' ', _owners[page].Select(o => o.Number > 0 ? $"{o.Number} 0 R" : "null"))}] ");
        }

        var kids = string.Join(' ', Tops.Select(t => $"{t.Number} 0 R"));
        pdf.Replace(root, Encoding.ASCII.GetBytes($"<< /Type /StructTreeRoot /K [{kids}] {(Root.Contains("ParentTree", StringComparison.Ordinal) ? "" : $"/ParentTree << /Nums [{parents}] >>")} {Root} >>"));
        pdf.Replace(1, Encoding.ASCII.GetBytes($"<< /Type /Catalog /Pages 2 0 R /StructTreeRoot {root} 0 R {Catalog} >>"));
        complete?.Invoke(pdf);
        return pdf;
    }

    private void Page(int page)
    {
        while (_pages.Count <= page)
        {
            _pages.Add(new StringBuilder());
            _owners.Add([]);
        }
    }

    private static void Number(MiniPdf pdf, Node node)
    {
        node.Number = pdf.Add("null");
        foreach (var kid in node.Kids.OfType<Node>()) Number(pdf, kid);
    }

    private void Write(MiniPdf pdf, Node node, int parent)
    {
        var kids = new StringBuilder();
        foreach (var kid in node.Kids)
        {
            if (kid is Node child)
            {
                kids.Append(System.Globalization.CultureInfo.InvariantCulture, $"{child.Number} 0 R ");
                Write(pdf, child, node.Number);
            }
            else if (kid is Content content)
            {
                _owners[content.Page][content.Id] = node;
                kids.Append(System.Globalization.CultureInfo.InvariantCulture, $"<< /Type /MCR /Pg {3 + 2 * content.Page} 0 R /MCID {content.Id} >> ");
            }
            else kids.Append(kid).Append(' ');
        }

        pdf.Replace(node.Number, Encoding.Latin1.GetBytes($"<< /Type /StructElem /S /{node.Type} /P {parent} 0 R /K [{kids}] {node.Entries} >>"));
    }
}
