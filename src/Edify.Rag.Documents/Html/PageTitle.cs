using System.Text;
using AngleSharp.Html.Dom;
using Edify.Rag.Documents.Reading;

namespace Edify.Rag.Documents.Html;

/// <summary>Finds the title of a page whose content has no heading of level 1.</summary>
internal static class PageTitle
{
    private const int LongestTitle = 500;

    /// <summary>A heading of level 1 beside the content, if the page is titled by it; else the title that the page is given.</summary>
    /// <param name="document">The page.</param>
    /// <param name="tree">What can be seen of it.</param>
    /// <returns>The title; <see langword="null"/> for a page without one.</returns>
    public static string? Of(IHtmlDocument document, PageTree tree)
    {
        var given = document.Title is { Length: > 0 } title ? title : HtmlMetadata.Of(document).Title;
        if (given is null) return null;
        foreach (var node in tree.Nodes)
            if (node is { Name: "h1", Length: < LongestTitle } && TextOf(tree, node) is { Length: > 0 } heading && given.Contains(heading, StringComparison.OrdinalIgnoreCase)) return heading;
        return given;
    }

    private static string TextOf(PageTree tree, PageNode node)
    {
        var text = new StringBuilder();
        for (var i = node.Index; i < node.End; i++) text.Append(tree.Nodes[i].Text);
        return ElementText.Clean(text.ToString(), keepsLines: false);
    }
}
