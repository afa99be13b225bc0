using System.Collections.Frozen;
using AngleSharp.Dom;

namespace Edify.Rag.Documents.Html;

/// <summary>Is told what a walk through a page meets.</summary>
internal interface IHtmlVisitor
{
    /// <summary>An element starts.</summary>
    /// <returns>Whether to walk through it.</returns>
    bool Enter(IElement element);

    /// <summary>An element that was walked through ends.</summary>
    void Leave(IElement element);

    /// <summary>Text.</summary>
    void Text(string text);
}

/// <summary>Walks through a page without recursion, however deep it is nested.</summary>
internal static class HtmlTree
{
    private static readonly FrozenSet<string> NeverShown = new[]
    {
        "script", "style", "template", "noscript", "head", "title", "svg", "canvas", "iframe", "object", "embed", "audio", "video",
        "input", "select", "textarea", "button", "datalist", "dialog", "rt", "rp", "nav", "aside", "footer", "menu",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Visits everything under an element in document order.</summary>
    /// <param name="root">Where to begin; it is visited itself.</param>
    /// <param name="visitor">Is told what the walk meets.</param>
    /// <param name="cancellationToken">Stops the walk.</param>
    public static void Walk(IElement root, IHtmlVisitor visitor, CancellationToken cancellationToken)
    {
        var open = new Stack<(IElement Element, int Next)>();
        if (visitor.Enter(root)) open.Push((root, 0));
        while (open.TryPop(out var top))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (top.Next == top.Element.ChildNodes.Length)
            {
                visitor.Leave(top.Element);
                continue;
            }

            open.Push((top.Element, top.Next + 1));
            var child = top.Element.ChildNodes[top.Next];
            if (child is IText text) visitor.Text(text.Data);
            else if (child is IElement element && IsShown(element) && visitor.Enter(element)) open.Push((element, 0));
        }
    }

    private static bool IsShown(IElement element)
    {
        if (NeverShown.Contains(element.LocalName) || element.HasAttribute("hidden")) return false;
        if (element.GetAttribute("aria-hidden") == "true" || element.GetAttribute("role") is "navigation") return false;
        var style = element.GetAttribute("style");
        return style is null || !style.Replace(" ", string.Empty, StringComparison.Ordinal).Contains("display:none", StringComparison.OrdinalIgnoreCase);
    }
}
