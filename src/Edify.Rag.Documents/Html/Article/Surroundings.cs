using AngleSharp.Dom;

namespace Edify.Rag.Documents.Html.Article;

/// <summary>Drops what says that it surrounds the content: navigation, comments, teasers, share bars, notices.</summary>
internal static class Surroundings
{
    // A name on what holds most of the text means something else: "with-sidebar". Threads of comments may be long, though.
    private const double MostOfPage = 0.5;
    private const double MostOfThread = 0.95;

    // When less than this is left, names were misunderstood: a share of the text, unless that would be a page of its own.
    private const double LeastLeft = 0.08;
    private const int EnoughLeft = 500;

    /// <summary>Marks them, by name and by element; where that leaves nothing to read, by element alone, or not at all.</summary>
    /// <param name="tree">The page.</param>
    public static void Drop(PageTree tree)
    {
        if (Drop(tree, byName: true)) return;
        Restore(tree);
        if (!Drop(tree, byName: false)) Restore(tree);
    }

    private static bool Drop(PageTree tree, bool byName)
    {
        var nodes = tree.Nodes;
        var total = nodes[0].PlainLength;
        var left = total;
        for (var i = 1; i < nodes.Count; i++)
        {
            var node = nodes[i];
            if (node.Element is not { } element || !IsSurrounding(node, element, byName, total)) continue;
            node.IsDropped = true;
            left -= node.PlainLength;
            i = node.End - 1;
        }

        return left >= Math.Min(total * LeastLeft, EnoughLeft);
    }

    private static void Restore(PageTree tree)
    {
        foreach (var node in tree.Nodes) node.IsDropped = false;
    }

    private static bool IsSurrounding(PageNode node, IElement element, bool byName, int total)
    {
        if (node.PlainLength <= total * MostOfPage && (ElementNames.IsSurrounding(element) || node.Name == "form")) return true;
        if (byName && node.Name == "p" && node.PlainLength <= total * MostOfPage && RegionNames.IsTrail(element)) return true;
        if (!byName || node.Name is "main" or "article" or "h1" or "p" or "table" or "img" or "br") return false;
        if (node.PlainLength <= total * MostOfPage) return RegionNames.IsSurrounding(element);
        return node.PlainLength <= total * MostOfThread && RegionNames.IsThread(element);
    }
}
