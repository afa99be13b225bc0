using AngleSharp.Dom;

namespace Edify.Rag.Documents.Html.Article;

/// <summary>Finds the article that a page describes in the terms of schema.org. Programs write these, and search engines check them.</summary>
internal static class DescribedArticle
{
    // A body with less text than this, in characters, is a teaser or a mistake.
    private const double ShortestBody = 200;

    private static readonly string[] Kinds = ["Article", "BlogPosting"];

    /// <summary>The one body of an article, else the one article; <see langword="null"/> where there are several or none.</summary>
    /// <param name="tree">The page, with its running text measured.</param>
    public static PageNode? In(PageTree tree) => OnlyOne(tree, IsBody) ?? OnlyOne(tree, IsArticle);

    /// <summary>The article around a body; <see langword="null"/> where none is marked.</summary>
    public static PageNode? Around(PageNode body)
    {
        for (var at = body.Parent; at is not null; at = at.Parent)
            if (at.Name == "article" || IsArticle(at.Element!)) return at;
        return null;
    }

    private static PageNode? OnlyOne(PageTree tree, Func<IElement, bool> isWanted)
    {
        PageNode? only = null;
        for (var i = 1; i < tree.Nodes.Count; i++)
        {
            var node = tree.Nodes[i];
            if (node.IsDropped) i = node.End - 1;
            if (node.IsDropped || node.Element is not { } element || !isWanted(element)) continue;
            if (only is not null) return null;
            only = node;
        }

        return only?.Prose >= ShortestBody ? only : null;
    }

    private static bool IsBody(IElement element) =>
        element.GetAttribute("itemprop") is { } property && property.Split(' ').Contains("articleBody", StringComparer.OrdinalIgnoreCase);

    private static bool IsArticle(IElement element) =>
        element.GetAttribute("itemtype") is { } type && Array.Exists(Kinds, kind => type.AsSpan().Trim().EndsWith(kind, StringComparison.OrdinalIgnoreCase));
}
