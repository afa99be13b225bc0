using Edify.Rag.Documents.Pdf.Syntax;

namespace Edify.Rag.Documents.Pdf.Tagging;

/// <summary>Builds the part of the structure tree that one page shows: up from its content to the root, then in the order of the kids.</summary>
internal sealed class PageStructure(StructureTree tree, PdfBudget budget)
{
    private const int MaxDepth = 64;
    private const int MaxNodes = 20_000;
    private const int MaxIds = 100_000;
    private const int MaxKidsToLoad = 1000;

    private readonly Dictionary<int, StructureNode> _nodes = [];
    private readonly Dictionary<StructureNode, HashSet<ContentMark>> _content = [];
    private readonly Dictionary<StructureNode, List<StructureNode>> _children = [];
    private readonly List<StructureNode> _tops = [];
    private readonly HashSet<ContentMark> _known = [];
    private int _pageKey = -1;

    /// <summary>The uppermost elements of the page, in order.</summary>
    public IReadOnlyList<StructureNode> Tops => _tops;

    /// <summary>Whether an element is known for a piece of content.</summary>
    public bool Knows(ContentMark mark) => _known.Contains(mark);

    /// <summary>Reads the structure.</summary>
    /// <param name="pageKey">The page's key in the parent tree; -1 when it has none.</param>
    /// <param name="shown">The marks of the content that shows text.</param>
    public void Read(int pageKey, IEnumerable<ContentMark> shown)
    {
        _pageKey = pageKey;
        if (pageKey >= 0 && tree.Parents(pageKey) is { } own) AddAll(pageKey, own);
        foreach (var group in shown.Where(m => m.IsTagged && m.Owner != pageKey).GroupBy(m => m.Owner))
        {
            if (tree.Parents(group.Key) is not { } parents) continue;
            if (group.Any(m => m.Id < 0)) Add(new ContentMark(group.Key, -1), parents);
            else AddAll(group.Key, parents);
        }

        foreach (var node in _nodes.Values) Order(node);
        OrderTops();
    }

    private void AddAll(int owner, PdfObject parents)
    {
        if ((parents is PdfReference reference ? reference.Resolve() : parents) is not PdfArray ids) return;
        for (var id = 0; id < Math.Min(ids.Count, MaxIds); id++) Add(new ContentMark(owner, id), ids.Raw(id));
    }

    private void Add(ContentMark mark, PdfObject? parent)
    {
        if (NodeOf(parent, 0) is not { } node) return;
        if (!_content.TryGetValue(node, out var content)) _content[node] = content = [];
        content.Add(mark);
        _known.Add(mark);
    }

    // Elements that are no objects of their own can't be known again; they occur in broken files only.
    private StructureNode? NodeOf(PdfObject? value, int depth)
    {
        if (value is not PdfReference reference || depth > MaxDepth) return null;
        if (_nodes.TryGetValue(reference.Number, out var known)) return known;
        if (_nodes.Count >= MaxNodes || reference.Resolve() is not PdfDictionary element || StructureTree.IsRoot(element)) return null;
        budget.Check();
        var parent = NodeOf(element.Raw("P"), depth + 1);
        if (_nodes.TryGetValue(reference.Number, out known)) return known; // its own ancestor
        if (parent is { Depth: >= MaxDepth }) parent = null; // each content may lie one deeper than the one before: nobody walks that deep
        var (role, level) = tree.RoleOf(element);
        var node = new StructureNode(reference.Number, element, role, level, parent);
        _nodes.Add(reference.Number, node);
        if (parent is null) _tops.Add(node);
        else if (_children.TryGetValue(parent, out var siblings)) siblings.Add(node);
        else _children[parent] = [node];
        return node;
    }

    private void Order(StructureNode node)
    {
        var content = _content.GetValueOrDefault(node) ?? [];
        var children = _children.TryGetValue(node, out var own) ? own.ToDictionary(c => c.Number) : [];
        var kids = node.Element["K"];
        var count = kids is PdfArray array ? array.Count : kids is null ? 0 : 1;
        for (var i = 0; i < count && content.Count + children.Count > 0; i++)
        {
            var kid = kids is PdfArray several ? several.Raw(i) : node.Element.Raw("K");
            if (kid is PdfReference reference)
            {
                if (children.Remove(reference.Number, out var child)) node.Items.Add(new StructureItem(default, child));
                if (child is not null || content.Count == 0 || count > MaxKidsToLoad) continue;
                kid = reference.Resolve();
            }

            if (MarkOf(kid) is { } mark && content.Remove(mark)) node.Items.Add(new StructureItem(mark, null));
        }

        // What an element does not acknowledge comes behind what it does.
        foreach (var mark in content.Order(Comparer<ContentMark>.Create((a, b) => a.Owner != b.Owner ? a.Owner.CompareTo(b.Owner) : a.Id.CompareTo(b.Id))))
            node.Items.Add(new StructureItem(mark, null));
        foreach (var child in own?.Where(c => children.ContainsKey(c.Number)) ?? []) node.Items.Add(new StructureItem(default, child));
    }

    // Content of the page by its number, of a form or another page by a reference, or an object (14.7.5).
    private ContentMark? MarkOf(PdfObject? kid)
    {
        if (kid is PdfNumber { Value: >= 0 and < MaxIds } id) return new ContentMark(_pageKey, (int)id.Value);
        if (PdfDictionary.AsDictionary(kid) is not { } reference) return null;
        if (reference.Contains("Obj")) return new ContentMark(reference.Dictionary("Obj")?.Integer("StructParent", -1) ?? -1, -1);
        if (!reference.Contains("MCID")) return null;
        var owner = reference.Stream("Stm")?.Dictionary ?? reference.Dictionary("Pg");
        return new ContentMark(owner?.Integer("StructParents", -1) ?? _pageKey, reference.Integer("MCID", -1));
    }

    private void OrderTops()
    {
        if (_tops.Count < 2) return;
        var wanted = _tops.ToDictionary(t => t.Number);
        _tops.Clear();
        var kids = tree.Kids;
        for (var i = 0; i < kids.Count && wanted.Count > 0; i++)
            if (kids.Raw(i) is PdfReference reference && wanted.Remove(reference.Number, out var top)) _tops.Add(top);
        _tops.AddRange(wanted.Values);
    }
}
