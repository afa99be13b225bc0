namespace Edify.Rag.Documents.Html.Article;

/// <summary>Drops what stands within an article without being part of it: links to other pages, teasers, what is said twice.</summary>
internal static class ArticleTrimmer
{
    private const double MostlyLinks = 0.6;
    private const double AlmostAllLinks = 0.85;
    private const double FewLinks = 0.15;
    private const int LongestLabel = 80;
    private const int ShortestRepetition = 40;
    private const int Memory = 6;

    /// <summary>Marks what is no part of the article.</summary>
    /// <param name="tree">The page.</param>
    /// <param name="article">Where most of the article is.</param>
    public static void Trim(PageTree tree, PageNode article)
    {
        var seen = new Queue<string>();
        var nodes = tree.Nodes;
        for (var i = 1; i < nodes.Count; i++)
        {
            var node = nodes[i];
            if (!node.IsDropped && node.Element is not null && IsForeign(tree, node, article, seen)) node.IsDropped = true;
            if (node.IsDropped) i = node.End - 1;
        }
    }

    private static bool IsForeign(PageTree tree, PageNode node, PageNode article, Queue<string> seen)
    {
        if (node.Holds(article) || !ElementNames.IsBlock(node.Name)) return false;
        if (ElementNames.IsHeading(node.Name))
        {
            return node.Length <= LongestLabel && SectionTitles.IsForeign(TextOf(tree, node)) && DropSection(tree, node);
        }

        if (node.Name is "table" or "tr" or "td" or "th" or "thead" or "tbody" or "pre") return false;
        if (IsLinks(node)) return true;
        if (node.Length is 0 or > 5000 || node.OwnLength < node.Length) return false;
        var text = TextOf(tree, node);
        return SectionTitles.IsForeign(text) || (node.Length >= ShortestRepetition && IsRepeated(text, seen));
    }

    // Slide shows say their captions two or three times; what comes again much later is meant to.
    private static bool IsRepeated(string text, Queue<string> seen)
    {
        if (seen.Contains(text)) return true;
        seen.Enqueue(text);
        if (seen.Count > Memory) seen.Dequeue();
        return false;
    }

    // A link to a file is what the page offers, not a way elsewhere.
    private static bool IsLinks(PageNode node)
    {
        if (node.LinkDensity <= (node.Name is "p" ? AlmostAllLinks : MostlyLinks) || node.PlainLength > LongestLabel) return false;
        return !node.HasFiles;
    }

    // The heading may stand in a box of its own above what it is for. What is no teaser belongs to the article all the same:
    // "Topics" of a course, "Newsletter" with its files.
    private static bool DropSection(PageTree tree, PageNode heading)
    {
        var title = heading;
        while (title.Parent is { } box && box.Length == heading.Length) title = box;
        var end = title.Parent?.End ?? title.End;
        var isEmpty = true;
        for (var at = title.End; at < end; at = tree.Nodes[at].End)
        {
            var next = tree.Nodes[at];
            if (ElementNames.IsHeading(next.Name) && string.CompareOrdinal(next.Name, heading.Name) <= 0) break;
            if (next.HasFiles || (next.Length > 0 && next.LinkDensity < FewLinks)) return !isEmpty;
            next.IsDropped = true;
            isEmpty &= next.Length == 0;
        }

        return true;
    }

    private static string TextOf(PageTree tree, PageNode node)
    {
        var text = new System.Text.StringBuilder();
        for (var i = node.Index; i < node.End; i++)
            text.Append(tree.Nodes[i].Text ?? tree.Nodes[i].Element!.GetAttribute("alt"));
        return Reading.ElementText.Clean(text.ToString(), keepsLines: false);
    }
}
