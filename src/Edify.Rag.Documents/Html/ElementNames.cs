using System.Collections.Frozen;
using AngleSharp.Dom;

namespace Edify.Rag.Documents.Html;

/// <summary>What elements are by their names and attributes.</summary>
internal static class ElementNames
{
    private static readonly FrozenSet<string> Blocks = Set(
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "div", "dl", "dt", "fieldset",
        "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "legend", "li", "main", "menu",
        "nav", "ol", "option", "p", "pre", "search", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul");

    private static readonly FrozenSet<string> NeverShown = Set(
        "script", "style", "template", "noscript", "head", "title", "svg", "canvas", "iframe", "object", "embed", "audio", "video",
        "input", "select", "textarea", "button", "datalist", "dialog", "rt", "rp");

    private static readonly FrozenSet<string> Surroundings = Set("nav", "aside", "footer", "menu");

    private static readonly FrozenSet<string> SurroundingRoles =
        Set("navigation", "banner", "contentinfo", "complementary", "search", "menu", "menubar", "toolbar", "dialog", "alertdialog");

    /// <summary>Whether an element begins on a line of its own.</summary>
    public static bool IsBlock(string name) => Blocks.Contains(name);

    /// <summary>Whether the name is that of a heading, from 1 to 6.</summary>
    public static bool IsHeading(string name) => name is ['h', >= '1' and <= '6'];

    /// <summary>Whether a browser shows the text of an element.</summary>
    public static bool IsShown(IElement element)
    {
        if (element.HasAttribute("hidden") && !HtmlNotes.IsNote(element)) return false;
        if (NeverShown.Contains(element.LocalName) || element.GetAttribute("aria-hidden") == "true") return false;
        return element.GetAttribute("style") is not { } style || !IsHiding(style);
    }

    /// <summary>Whether an element says that it surrounds the content.</summary>
    public static bool IsSurrounding(IElement element) =>
        Surroundings.Contains(element.LocalName) || (element.GetAttribute("role") is { } role && SurroundingRoles.Contains(role));

    private static bool IsHiding(string style) =>
        // Far off the screen is what robots are to read.
        style.Contains("-999", StringComparison.Ordinal)
        || (style.Contains("none", StringComparison.OrdinalIgnoreCase) && style.Replace(" ", string.Empty, StringComparison.Ordinal).Contains("display:none", StringComparison.OrdinalIgnoreCase));

    private static FrozenSet<string> Set(params string[] names) => names.ToFrozenSet(StringComparer.Ordinal);
}
