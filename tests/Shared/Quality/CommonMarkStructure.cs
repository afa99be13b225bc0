using System.Globalization;
using System.Text;
using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Edify.Rag.Tests.Shared;

/// <summary>An example of the CommonMark specification, with the structure that its HTML has.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Section">The section it stands in.</param>
/// <param name="Markdown">The Markdown.</param>
/// <param name="Html">What it becomes.</param>
internal sealed record CommonMarkExample(int Number, string Section, string Markdown, string Html)
{
    /// <summary>All examples.</summary>
    /// <param name="folder">Where the specification lies.</param>
    public static IReadOnlyList<CommonMarkExample> Load(string folder)
    {
        using var examples = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "spec.derived.json")));
        return [.. examples.RootElement.EnumerateArray().Select(e => new CommonMarkExample(
            e.GetProperty("example").GetInt32(), e.GetProperty("section").GetString()!, e.GetProperty("markdown").GetString()!, e.GetProperty("html").GetString()!))];
    }

    // What raw HTML shows is the affair of its reader; headings, lists and code of Markdown count there too.
    private bool IsOfHtml => Section is "HTML blocks" or "Raw HTML";

    /// <summary>Whether what a reader yielded has the structure of the HTML; see <see cref="CommonMarkStructure"/>.</summary>
    public bool Agrees(IEnumerable<DocumentElement> elements) =>
        CommonMarkStructure.OfHtml(Html).Where(IsJudged).SequenceEqual(CommonMarkStructure.Of(elements).Where(IsJudged));

    private bool IsJudged(string line) => !IsOfHtml || !(line.StartsWith(CommonMarkStructure.Text, StringComparison.Ordinal)
        || (line.StartsWith("code", StringComparison.Ordinal) && !Html.Contains("<pre><code", StringComparison.Ordinal)));
}

/// <summary>The structure of a text as lines that can be compared: headings with level, list items with depth, code, other text.</summary>
/// <remarks>
/// Each line has the letters and digits of its piece. The text of quotes counts as other text, wherever it stands. A list item
/// is one where its first piece is text of its own; one that begins with code, a heading or a list is told by those.
/// </remarks>
internal static class CommonMarkStructure
{
    /// <summary>How a line of other text begins.</summary>
    public const string Text = "text";

    private static readonly HashSet<string> Blocks = ["p", "ul", "ol", "pre", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "div", "table"];

    /// <summary>The structure of what a reader yielded.</summary>
    public static IReadOnlyList<string> Of(IEnumerable<DocumentElement> elements) => [.. elements
        .Select(e => Line(e.Kind switch { ElementKind.Heading => $"heading {e.Level}", ElementKind.ListItem => $"item {e.Level}", ElementKind.Code => "code", _ => Text }, e.Text))
        .OfType<string>()];

    /// <summary>The structure of HTML.</summary>
    public static IReadOnlyList<string> OfHtml(string html)
    {
        var lines = new List<string>();
        Walk(new HtmlParser().ParseDocument($"<body>{html}").Body!, depth: 0, lines);
        return lines;
    }

    private static void Walk(INode parent, int depth, List<string> lines)
    {
        var isItem = parent is IElement { LocalName: "li" };
        var inlines = new StringBuilder();
        foreach (var node in parent.ChildNodes)
        {
            if (node is not IElement element || !Blocks.Contains(element.LocalName))
            {
                inlines.Append(TextOf(node));
                continue;
            }

            isItem = !Flush(inlines, isItem, depth, lines) && isItem;
            if (element.LocalName == "p") isItem = !Flush(inlines.Append(TextOf(element)), isItem, depth, lines) && isItem;
            else AddBlock(element, depth, lines);
            isItem = false;
        }

        Flush(inlines, isItem, depth, lines);
    }

    private static void AddBlock(IElement element, int depth, List<string> lines)
    {
        switch (element.LocalName)
        {
            case "ul" or "ol":
                foreach (var item in element.Children) Walk(item, depth + 1, lines);
                break;
            case "pre": Add("code", TextOf(element), lines); break;
            case ['h', >= '1' and <= '6'] name: Add($"heading {name[1]}", TextOf(element), lines); break;
            default: Walk(element, depth, lines); break;
        }
    }

    private static bool Flush(StringBuilder inlines, bool isItem, int depth, List<string> lines)
    {
        var added = Add(isItem ? string.Create(CultureInfo.InvariantCulture, $"item {depth}") : Text, inlines.ToString(), lines);
        inlines.Clear();
        return added;
    }

    private static bool Add(string kind, string text, List<string> lines)
    {
        if (Line(kind, text) is not { } line) return false;
        lines.Add(line);
        return true;
    }

    private static string TextOf(INode node) => node switch
    {
        IElement { LocalName: "img" } image => image.GetAttribute("alt") ?? string.Empty,
        IElement { LocalName: "br" } => " ",
        IElement { LocalName: "script" or "style" } => string.Empty,
        IText text => text.Text,
        _ => string.Concat(node.ChildNodes.Select(TextOf)),
    };

    // Without letters and digits a piece may be any sign or none; what matters is what it is.
    private static string? Line(string kind, string text) =>
        string.IsNullOrWhiteSpace(text) ? null : $"{kind}: {string.Concat(text.Where(char.IsLetterOrDigit))}";
}
