using System.Collections.Frozen;
using System.Text;
using AngleSharp.Dom;
using Edify.Rag.Documents.Reading;

namespace Edify.Rag.Documents.Html;

/// <summary>Makes pieces of a page's content as it flows.</summary>
/// <remarks>Inline elements only add text; blocks end the piece before them. Blocks inherit what they are: a paragraph in a list item belongs to it.</remarks>
internal sealed class HtmlFlow(HtmlSurvey survey, List<HtmlPiece> pieces) : IHtmlVisitor
{
    private static readonly FrozenSet<string> Blocks = new[]
    {
        "address", "article", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt", "fieldset", "figcaption", "figure",
        "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "legend", "li", "main", "ol", "p", "pre", "section", "summary",
        "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    }.ToFrozenSet(StringComparer.Ordinal);

    private readonly StringBuilder _text = new();
    private readonly Stack<ElementKind> _kinds = new([ElementKind.Paragraph]);
    private readonly TableRows _table = new();
    private int _listDepth;
    private int _headingLevel;

    private bool IsInCaption => _kinds.Peek() == ElementKind.Caption;

    /// <inheritdoc/>
    public bool Enter(IElement element)
    {
        var name = element.LocalName;
        if (name == "form" && !survey.IsWholePage(element)) return false;
        if (name == "img") _text.Append(' ').Append(element.GetAttribute("alt")).Append(' ');
        else if (name == "br") _text.Append('\n');
        if (!Blocks.Contains(name)) return true;

        EndPiece();
        if (name is "ul" or "ol") _listDepth++;
        if (name == "table" && !survey.IsLayout(element)) _table.Begin();
        _kinds.Push(KindOf(name));
        return true;
    }

    /// <inheritdoc/>
    public void Leave(IElement element)
    {
        var name = element.LocalName;
        if (!Blocks.Contains(name)) return;

        EndPiece();
        _kinds.Pop();
        if (name is "ul" or "ol") _listDepth--;
        else if (_table.IsOpen) LeaveTablePart(element);
    }

    /// <inheritdoc/>
    public void Text(string text) => _text.Append(text);

    private ElementKind KindOf(string name)
    {
        if (name is ['h', >= '1' and <= '6'])
        {
            _headingLevel = name[1] - '0';
            return ElementKind.Heading;
        }

        return name switch
        {
            "li" => ElementKind.ListItem,
            "pre" => ElementKind.Code,
            "figcaption" or "caption" => ElementKind.Caption,
            "ul" or "ol" or "blockquote" => ElementKind.Paragraph,
            _ => _kinds.Peek(),
        };
    }

    private void LeaveTablePart(IElement element)
    {
        if (element.LocalName is "td" or "th") _table.EndCell();
        else if (element.LocalName == "tr") _table.EndRow();
        else if (element.LocalName == "table" && !survey.IsLayout(element)) EndTable();
    }

    private void EndTable()
    {
        _table.End();
        if (!_table.IsOpen) pieces.Add(new(ElementKind.Table, _table.TakeRows(), 0));
    }

    private void EndPiece()
    {
        if (_text.Length == 0) return;
        if (_table.IsOpen && !IsInCaption) _table.Add(_text);
        else AddPiece(_text.ToString());
        _text.Clear();
    }

    private void AddPiece(string text)
    {
        if (string.IsNullOrWhiteSpace(text)) return;
        var kind = _kinds.Peek();
        pieces.Add(new(kind, text, kind switch
        {
            ElementKind.Heading => _headingLevel,
            ElementKind.ListItem => Math.Max(1, _listDepth),
            _ => 0,
        }));

        // What follows in the same item is its text, not another item.
        if (kind == ElementKind.ListItem) LeaveItemText();
    }

    private void LeaveItemText()
    {
        var inner = new Stack<ElementKind>();
        while (_kinds.TryPeek(out var kind) && kind == ElementKind.ListItem) inner.Push(_kinds.Pop());
        while (inner.TryPop(out _)) _kinds.Push(ElementKind.Paragraph);
    }
}
