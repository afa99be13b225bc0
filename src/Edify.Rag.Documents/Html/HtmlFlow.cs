using System.Text;
using AngleSharp.Dom;

namespace Edify.Rag.Documents.Html;

/// <summary>Makes pieces of a page's content as it flows.</summary>
/// <remarks>Inline elements only add text; blocks end the piece before them. Blocks inherit what they are: a paragraph in a list item belongs to it.</remarks>
internal sealed class HtmlFlow
{
    private readonly List<HtmlPiece> _pieces = [];
    private readonly HashSet<PageNode> _layoutTables;
    private readonly Func<IElement, int>? _pageAt;
    private readonly StringBuilder _text = new();
    private readonly Stack<BlockKind> _kinds = new([BlockKind.Paragraph]);
    private readonly HtmlTable _table = new();
    private readonly StringBuilder _term = new();
    private int _listDepth;
    private int _headingLevel;
    private int _page;
    private int _pageOfText;
    private int _pageOfTable;

    private HtmlFlow(HashSet<PageNode> layoutTables, Func<IElement, int>? pageAt, int page) => (_layoutTables, _pageAt, _page) = (layoutTables, pageAt, page);

    private enum BlockKind
    {
        Paragraph,
        Heading,
        ListItem,
        Term,
        Definition,
        Code,
        Caption,
        Note,
    }

    /// <summary>The pieces of what is not dropped.</summary>
    /// <param name="tree">The page.</param>
    /// <param name="pageAt">The printed page that begins at an element; 0 where none does.</param>
    /// <param name="page">The printed page that it begins on; 0 where there are none.</param>
    /// <param name="cancellationToken">Stops the walk.</param>
    public static List<HtmlPiece> Read(PageTree tree, Func<IElement, int>? pageAt, int page, CancellationToken cancellationToken)
    {
        var flow = new HtmlFlow(LayoutTables.In(tree), pageAt, page);
        var open = new Stack<PageNode>();
        for (var i = 0; i < tree.Nodes.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var node = tree.Nodes[i];
            while (open.TryPeek(out var top) && top.End <= i) flow.Leave(open.Pop());
            flow.Turn(node);
            if (node.IsDropped)
            {
                i = node.End - 1;
                continue;
            }

            if (node.Text is { } text) flow.Add(text);
            else flow.Enter(node);
            if (node.Element is not null) open.Push(node);
        }

        while (open.TryPop(out var last)) flow.Leave(last);
        return flow._pieces;
    }

    private void Turn(PageNode node)
    {
        if (node.Element is { } element && _pageAt?.Invoke(element) is > 0 and var page) _page = page;
    }

    private void Enter(PageNode node)
    {
        if (node.Name == "img") AddAlternative(node.Element!);
        else if (node.Name == "br") _text.Append('\n');
        var isBlock = ElementNames.IsBlock(node.Name);
        if (isBlock) EndPiece();
        if (!isBlock) return;

        if (node.Name is "ul" or "ol" or "dl" or "menu") _listDepth++;
        if (IsData(node)) BeginTable();
        else if (node.Name is "td" or "th") _table.BeginCell(node.Element!);
        _kinds.Push(KindOf(node));
    }

    private void Leave(PageNode node)
    {
        if (!ElementNames.IsBlock(node.Name)) return;

        EndPiece();
        _kinds.Pop();
        if (node.Name is "dl") EndTerm();
        if (node.Name is "ul" or "ol" or "dl" or "menu") _listDepth--;
        else if (_table.IsOpen) LeaveTablePart(node);
    }

    private void Add(string text)
    {
        if (_text.Length == 0 || (_pageOfText != _page && string.IsNullOrWhiteSpace(_text.ToString()))) _pageOfText = _page;
        _text.Append(text);
    }

    // Within a sentence an image stands for a word; by itself it is described.
    private void AddAlternative(IElement image)
    {
        if (image.GetAttribute("alt")?.Trim() is not { Length: > 0 } alt || IsFileName(alt)) return;
        if (_kinds.Peek() is not BlockKind.Paragraph || _table.IsOpen || !string.IsNullOrWhiteSpace(_text.ToString())) Add($" {alt} ");
        else AddCaption(alt);
    }

    // A description that is also printed below the image is said once.
    private void AddCaption(string text)
    {
        if (_pieces.Count > 0 && _pieces[^1].Kind == ElementKind.Caption && IsWithin(_pieces[^1].Text, text)) _pieces[^1] = Piece(ElementKind.Caption, text, 0);
        else if (_pieces.Count == 0 || _pieces[^1].Kind != ElementKind.Caption || !IsWithin(text, _pieces[^1].Text)) _pieces.Add(Piece(ElementKind.Caption, text, 0));
    }

    private static bool IsWithin(string part, string whole) => whole.Contains(part.Trim(), StringComparison.OrdinalIgnoreCase);

    private static bool IsFileName(string alt) => alt.Contains('_') || (!alt.Contains(' ') && Path.HasExtension(alt));

    private bool IsData(PageNode node) => node.Name == "table" && !_layoutTables.Contains(node);

    private BlockKind KindOf(PageNode node)
    {
        if (ElementNames.IsHeading(node.Name))
        {
            _headingLevel = node.Name[1] - '0';
            return BlockKind.Heading;
        }

        return node.Name switch
        {
            _ when HtmlNotes.IsNote(node.Element!) => BlockKind.Note,
            "li" => BlockKind.ListItem,
            "dt" => BlockKind.Term,
            "dd" => BlockKind.Definition,
            "pre" => BlockKind.Code,
            "figcaption" or "caption" => BlockKind.Caption,
            "ul" or "ol" or "dl" or "menu" or "blockquote" => BlockKind.Paragraph,
            _ when Article.RegionNames.IsCaption(node.Element!) => BlockKind.Caption,
            _ => _kinds.Peek(),
        };
    }

    private void LeaveTablePart(PageNode node)
    {
        if (node.Name is "td" or "th") _table.EndCell();
        else if (node.Name == "tr") _table.EndRow();
        else if (IsData(node)) EndTable();
    }

    private void BeginTable()
    {
        if (!_table.IsOpen) _pageOfTable = _page;
        _table.Begin();
    }

    private void EndTable()
    {
        _table.End();
        if (!_table.IsOpen) _pieces.Add(Piece(ElementKind.Table, _table.TakeRows(), 0) with { Page = _pageOfTable });
    }

    private void EndPiece()
    {
        if (_text.Length == 0) return;
        if (_table.IsOpen && _kinds.Peek() != BlockKind.Caption) _table.Add(_text);
        else AddPiece(_text.ToString());
        _text.Clear();
    }

    private void AddPiece(string text)
    {
        if (string.IsNullOrWhiteSpace(text)) return;
        var kind = _kinds.Peek();
        if (kind == BlockKind.Term)
        {
            _term.Append(_term.Length == 0 ? string.Empty : ", ").Append(text.AsSpan().Trim());
            return;
        }

        if (kind == BlockKind.Definition && _term.Length > 0)
        {
            text = $"{_term}: {text}";
            _term.Clear();
            kind = BlockKind.ListItem;
        }

        if (kind == BlockKind.Caption)
        {
            AddCaption(text);
            return;
        }

        _pieces.Add(kind switch
        {
            BlockKind.Heading => Piece(ElementKind.Heading, text, _headingLevel),
            BlockKind.ListItem or BlockKind.Definition => Piece(ElementKind.ListItem, text, Math.Max(1, _listDepth)),
            BlockKind.Code => Piece(ElementKind.Code, text, 0),
            BlockKind.Note => Piece(ElementKind.Note, text, 0),
            _ => Piece(ElementKind.Paragraph, text, 0),
        });

        // What follows in the same item is its text, not another item.
        if (kind == BlockKind.ListItem) LeaveItemText();
    }

    private HtmlPiece Piece(ElementKind kind, string text, int level) => new(kind, text, level) { Page = _pageOfText };

    // A term that nothing defines.
    private void EndTerm()
    {
        if (_term.Length == 0) return;
        _pieces.Add(Piece(ElementKind.ListItem, _term.ToString(), Math.Max(1, _listDepth)));
        _term.Clear();
    }

    private void LeaveItemText()
    {
        var inner = new Stack<BlockKind>();
        while (_kinds.TryPeek(out var kind) && kind is BlockKind.ListItem or BlockKind.Definition) inner.Push(_kinds.Pop());
        while (inner.TryPop(out _)) _kinds.Push(BlockKind.Paragraph);
    }
}
