namespace Edify.Rag.Documents.Html.Article;

/// <summary>Finds the content of a page: marks everything else as dropped.</summary>
/// <remarks>
/// What surrounds the content is known by element, role and name. From the body, the search then goes down as long as one
/// part holds most of the running text; on pages without such a part, such as lists of links, everything else stays.
/// </remarks>
internal static class ContentFinder
{
    // Share of the running text that makes a part of a page its article.
    private const double Dominant = 0.65;

    // Running text, in characters, from which on a page is taken for an article, and not for an index or a notice.
    private const double ShortestArticle = 300;

    private const double ShortestProse = 40;
    private const int ShortestBox = 20;
    private const double MostLinks = 0.3;

    // What lies beside the article must have this share of running text in its text to be part of it.
    private const double ProseOfSibling = 0.7;

    /// <summary>Marks what is no content.</summary>
    /// <param name="tree">The page.</param>
    public static void Mark(PageTree tree)
    {
        Surroundings.Drop(tree);
        Prose.Measure(tree);
        var described = DescribedArticle.In(tree);
        if (described is null && tree.Root.Prose < ShortestArticle)
        {
            if (Declared(tree) is { } declared) Isolate(tree, declared);
            return;
        }

        if (described is not null) Isolate(tree, described, DescribedArticle.Around(described));
        var article = Descend(tree, described ?? tree.Root);
        if (IsRunningText(tree, article)) ArticleTrimmer.Trim(tree, article);
    }

    // Of a short page, what the author calls its content, when most of the text is in it.
    private static PageNode? Declared(PageTree tree)
    {
        PageNode? main = null, article = null;
        foreach (var node in tree.Nodes)
        {
            if (node.IsDropped || node.Length * 2L <= tree.Root.Length) continue;
            if (node.Name == "main" || node.Element?.GetAttribute("role") == "main") main ??= node;
            else if (node.Name == "article" && node.Length > (article?.Length ?? 0)) article = node;
        }

        return main ?? article;
    }

    // Within what the author calls an article, more than its body may belong to it: a summary, files.
    private static void Isolate(PageTree tree, PageNode content, PageNode? article = null)
    {
        for (var at = content; at.Parent is { } parent; at = parent)
        {
            var isWithin = article?.Holds(parent) == true;
            foreach (var sibling in tree.Children(parent))
                if (sibling != at && sibling.Element is not null && sibling.Name != "h1" && !(isWithin && BelongsTo(tree, sibling, at))) sibling.IsDropped = true;
        }
    }

    // On a page of links, links are the content.
    private static bool IsRunningText(PageTree tree, PageNode article)
    {
        var (plain, links) = (0, 0);
        for (var i = article.Index; i < article.End; i++)
        {
            var node = tree.Nodes[i];
            if (node.IsDropped) i = node.End - 1;
            plain += node.IsDropped ? 0 : plainOf(node);
            links += node.IsDropped ? 0 : linksOf(node);
        }

        return article.Prose > plain * 0.5 && links < plain;

        static int plainOf(PageNode node) => ElementNames.IsBlock(node.Name) ? node.OwnLength - node.OwnLinkLength : 0;
        static int linksOf(PageNode node) => ElementNames.IsBlock(node.Name) ? node.OwnLinkLength : 0;
    }

    private static PageNode Descend(PageTree tree, PageNode from)
    {
        var at = from;
        while (DominantChild(tree, at) is { } best)
        {
            foreach (var child in tree.Children(at))
                if (child != best && child.Element is not null && !BelongsTo(tree, child, best)) child.IsDropped = true;
            at = best;
        }

        return at;
    }

    private static PageNode? DominantChild(PageTree tree, PageNode node)
    {
        PageNode? best = null;
        foreach (var child in tree.Children(node))
            if (!child.IsDropped && ElementNames.IsBlock(child.Name) && child.Prose > (best?.Prose ?? 0)) best = child;
        return best is { Name: not ("p" or "blockquote" or "table" or "ul" or "ol" or "dl" or "pre") } && best.Prose >= node.Prose * Dominant ? best : null;
    }

    // What is laid beside the running text to go with it: its title, images, tables, lists, files, and text of its kind.
    private static bool BelongsTo(PageTree tree, PageNode sibling, PageNode article)
    {
        if (sibling.Name is "h1" or "figure" or "table") return true;
        if (sibling.LinkDensity > MostLinks) return sibling.HasFiles;
        if (CookieNotices.IsOne(tree, sibling)) return false;
        if (sibling.Name is "p" or "blockquote" or "pre" or "dl" or "details" || ElementNames.IsHeading(sibling.Name)) return true;
        var isAlike = article.Element!.ClassName is { Length: > 0 } names && names == sibling.Element!.ClassName;
        return isAlike || IsPlain(sibling) || HasData(tree, sibling) || (sibling.Prose > ShortestProse && sibling.Prose > sibling.Length * ProseOfSibling);
    }

    // A box without links leads nowhere: whom to call, when to come.
    private static bool IsPlain(PageNode node) => node.LinkLength == 0 && node.Length >= ShortestBox;

    private static bool HasData(PageTree tree, PageNode node)
    {
        for (var i = node.Index; i < node.End; i++)
            if (tree.Nodes[i] is { IsDropped: false, Name: "table" or "li" or "dl" or "details" or "h1", PlainLength: > 0 }) return true;
        return false;
    }
}
