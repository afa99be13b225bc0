namespace Edify.Rag.Documents.Html;

/// <summary>Tells tables that arrange a page from those that hold data.</summary>
internal static class LayoutTables
{
    // A cell with more text than this is a column of a page.
    private const int LongestCell = 1200;

    /// <summary>The tables that arrange the page: they say so, hold tables, headings or very long cells, or have no columns.</summary>
    /// <param name="tree">The page.</param>
    public static HashSet<PageNode> In(PageTree tree)
    {
        var layout = new HashSet<PageNode>();
        var tables = new Stack<(PageNode Table, bool HasColumns)>();
        PageNode? cell = null;
        foreach (var node in tree.Nodes)
        {
            while (tables.TryPeek(out var ended) && ended.Table.End <= node.Index) Close(tables.Pop(), layout);
            if (node.Name == "table")
            {
                if (tables.TryPeek(out var outer)) layout.Add(outer.Table);
                if (node.Element!.GetAttribute("role") is "presentation" or "none") layout.Add(node);
                tables.Push((node, false));
            }
            else if (tables.TryPeek(out var top) && Tells(node, top.Table, layout, ref cell))
            {
                tables.Pop();
                tables.Push((top.Table, true));
            }
        }

        while (tables.TryPop(out var last)) Close(last, layout);
        return layout;
    }

    private static bool Tells(PageNode node, PageNode table, HashSet<PageNode> layout, ref PageNode? cell)
    {
        if (ElementNames.IsHeading(node.Name) || (node.Name is "td" && node.Length > LongestCell)) layout.Add(table);
        if (node.Name is not ("td" or "th")) return false;
        var isSecond = cell?.Parent == node.Parent;
        cell = node;
        return isSecond;
    }

    private static void Close((PageNode Table, bool HasColumns) table, HashSet<PageNode> layout)
    {
        if (!table.HasColumns) layout.Add(table.Table);
    }
}
