using System.Globalization;
using AngleSharp.Dom;
using Edify.Rag.Documents.Html.Article;

namespace Edify.Rag.Documents.Html;

/// <summary>What can be seen of a page, in document order. What lies within an element follows it.</summary>
/// <remarks>A flat list, so that looking at a page takes one pass and no recursion, however deep it is nested.</remarks>
internal sealed class PageTree
{
    private readonly List<PageNode> _nodes = [];

    private PageTree()
    {
    }

    /// <summary>The elements and texts; the first is the body.</summary>
    public IReadOnlyList<PageNode> Nodes => _nodes;

    /// <summary>The body.</summary>
    public PageNode Root => _nodes[0];

    /// <summary>Lists what can be seen of a page.</summary>
    /// <param name="body">Its body.</param>
    /// <param name="cancellationToken">Stops the walk.</param>
    public static PageTree Of(IElement body, CancellationToken cancellationToken)
    {
        var tree = new PageTree();
        var open = new Stack<(PageNode Node, int Next)>();
        open.Push((tree.Add(body, null), 0));
        while (open.TryPop(out var top))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var children = top.Node.Element!.ChildNodes;
            if (top.Next == children.Length)
            {
                tree.Close(top.Node);
                continue;
            }

            open.Push((top.Node, top.Next + 1));
            var child = children[top.Next];
            if (child is IText) tree.AddText(child, top.Node);
            else if (child is IElement element && ElementNames.IsShown(element)) open.Push((tree.Add(element, top.Node), 0));
        }

        return tree;
    }

    /// <summary>The nodes right under an element.</summary>
    public IEnumerable<PageNode> Children(PageNode node)
    {
        for (var at = node.Index + 1; at < node.End; at = _nodes[at].End) yield return _nodes[at];
    }

    private PageNode Add(INode dom, PageNode? parent)
    {
        var node = new PageNode(dom, parent, _nodes.Count);
        _nodes.Add(node);
        return node;
    }

    private void AddText(INode text, PageNode parent)
    {
        var node = Add(text, parent);
        foreach (var c in node.Text!)
        {
            if (char.IsWhiteSpace(c)) continue;
            node.Length++;
            if (IsMark(c)) node.OwnMarks++;
        }

        parent.Length += node.Length;
        parent.OwnLength += node.Length;
        parent.OwnMarks += node.OwnMarks;
    }

    // An inline element hands what stands in it to the block around it.
    private void Close(PageNode node)
    {
        node.End = _nodes.Count;
        if (node.Name == "a" && node.Element!.GetAttribute("href") is { } target && !FileLinks.IsAddress(target))
        {
            (node.LinkLength, node.OwnLinkLength) = (node.Length, node.OwnLength);
            node.HasFiles = FileLinks.IsFile(target);
        }

        if (node.Parent is not { } parent) return;
        parent.Length += node.Length;
        parent.LinkLength += node.LinkLength;
        parent.HasFiles |= node.HasFiles;
        if (ElementNames.IsBlock(node.Name)) return;
        parent.OwnLength += node.OwnLength;
        parent.OwnLinkLength += node.OwnLinkLength;
        parent.OwnMarks += node.OwnMarks;
    }

    // Commas and full stops of all scripts are punctuation of the kind "other".
    private static bool IsMark(char c) =>
        c is ',' or '.' or ';' or '?' or '!' || (c > '\u007F' && char.GetUnicodeCategory(c) == UnicodeCategory.OtherPunctuation);
}
