using System.Text;
using AngleSharp.Dom;

namespace Edify.Rag.Documents.Tests.Markdown;

/// <summary>What a rendered page shows, piece by piece.</summary>
internal sealed record RenderedPiece(ElementKind Kind, int Level, string Text);

/// <summary>Reads the pieces of a page that the specification shows for an example: a plain recursion, apart from the product's.</summary>
internal sealed class RenderedPieces
{
    private static readonly string[] NotShown = ["script", "style", "textarea", "iframe"];
    private static readonly string[] Blocks =
        ["h1", "h2", "h3", "h4", "h5", "h6", "p", "pre", "blockquote", "ul", "ol", "li", "hr", "div", "table", "section", "article", "form"];

    private readonly List<RenderedPiece> _pieces = [];
    private readonly StringBuilder _text = new();

    public static List<RenderedPiece> Of(IElement body)
    {
        var reading = new RenderedPieces();
        reading.Walk(body, ElementKind.Paragraph, 0, 0);
        reading.End(ElementKind.Paragraph, 0);
        return reading._pieces;
    }

    public static string Normalize(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private (ElementKind Kind, int Level) Walk(INode node, ElementKind kind, int level, int lists)
    {
        foreach (var child in node.ChildNodes)
        {
            if (child is IText text) _text.Append(text.Data);
            if (child is not IElement element || NotShown.Contains(element.LocalName)) continue;
            if (element.LocalName == "br") _text.Append(' ');
            else if (element.LocalName == "img") _text.Append(element.GetAttribute("alt"));
            else if (Blocks.Contains(element.LocalName) && kind != ElementKind.Table) (kind, level) = Block(element, kind, level, lists);
            else (kind, level) = Walk(element, kind, level, lists);
        }

        return (kind, level);
    }

    // What follows the first piece of an item is its text, not another item.
    private (ElementKind Kind, int Level) Block(IElement element, ElementKind kind, int level, int lists)
    {
        var before = _pieces.Count;
        End(kind, level);
        if (kind == ElementKind.ListItem && _pieces.Count > before) (kind, level) = (ElementKind.Paragraph, 0);
        var name = element.LocalName;
        var inner = name switch
        {
            ['h', >= '1' and <= '6'] => (ElementKind.Heading, name[1] - '0'),
            "pre" => (ElementKind.Code, 0),
            "table" => (ElementKind.Table, 0),
            "li" => (ElementKind.ListItem, lists),
            "p" => (kind, level),
            _ => (ElementKind.Paragraph, 0),
        };
        var (innerKind, innerLevel) = Walk(element, inner.Item1, inner.Item2, lists + (name is "ul" or "ol" ? 1 : 0));
        End(innerKind, innerLevel);
        return kind == ElementKind.ListItem ? (ElementKind.Paragraph, 0) : (kind, level);
    }

    private void End(ElementKind kind, int level)
    {
        var text = Normalize(_text.ToString());
        _text.Clear();
        if (text.Length > 0) _pieces.Add(new(kind, level, text));
    }
}
