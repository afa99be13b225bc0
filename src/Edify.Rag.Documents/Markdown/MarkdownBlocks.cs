using System.Text;
using Edify.Rag.Documents.Html;
using Edify.Rag.Documents.Reading;
using Markdig.Extensions.Tables;
using Markdig.Syntax;

namespace Edify.Rag.Documents.Markdown;

/// <summary>Makes elements of Markdown blocks. Recursion is safe: the parser refuses deep nesting.</summary>
/// <param name="context">Name and limits of the document.</param>
/// <param name="cancellationToken">Stops the parser of markup between the blocks.</param>
internal sealed class MarkdownBlocks(DocumentContext context, CancellationToken cancellationToken)
{
    private readonly ElementComposer _composer = new();
    private readonly List<DocumentElement> _elements = [];
    private readonly HtmlBudget _html = new(context);
    private int _depth;
    private int _nesting;

    /// <summary>The elements of a top-level block.</summary>
    /// <param name="block">The block.</param>
    /// <returns>Its elements, valid until the next call.</returns>
    public List<DocumentElement> Read(Block block)
    {
        _elements.Clear();
        Add(block);
        return _elements;
    }

    /// <summary>The document's title as a heading.</summary>
    /// <param name="title">The title.</param>
    public DocumentElement? Title(string title) => _composer.Compose(ElementKind.Heading, title, level: 1);

    private void Add(Block block)
    {
        switch (block)
        {
            case LinkReferenceDefinitionGroup: break;
            case HeadingBlock heading: Emit(ElementKind.Heading, MarkdownInlines.TextOf(heading.Inline), heading.Level); break;
            case ParagraphBlock paragraph: Emit(ElementKind.Paragraph, MarkdownInlines.TextOf(paragraph.Inline)); break;
            case HtmlBlock html: AddHtml(html.Lines.ToString()); break;
            case CodeBlock code: Emit(ElementKind.Code, code.Lines.ToString()); break;
            case Table table: Emit(ElementKind.Table, RowsOf(table)); break;
            case ListItemBlock item: AddItem(item); break;
            case ListBlock list: AddList(list); break;
            case ContainerBlock container: AddAll(container); break;
        }
    }

    private void AddAll(IEnumerable<Block> blocks)
    {
        if (++_nesting > context.Limits.MaxNesting)
            throw OverLimit.Of(context, nameof(DocumentLimits.MaxNesting), context.Limits.MaxNesting);
        foreach (var block in blocks) Add(block);
        _nesting--;
    }

    private void AddList(ListBlock list)
    {
        _depth++;
        AddAll(list);
        _depth--;
    }

    private void AddItem(ListItemBlock item)
    {
        if (item is not [ParagraphBlock first, ..])
        {
            AddAll(item);
            return;
        }

        Emit(ElementKind.ListItem, MarkdownInlines.TextOf(first.Inline), _depth);
        AddAll(item.Skip(1));
    }

    private void AddHtml(string html)
    {
        foreach (var piece in HtmlContent.ReadPart(html, _html, cancellationToken)) Emit(piece.Kind, piece.Text, piece.Level);
    }

    private void Emit(ElementKind kind, string text, int level = 0)
    {
        if (_composer.Compose(kind, text, level: level) is { } element) _elements.Add(element);
    }

    private static string RowsOf(Table table)
    {
        var rows = new TableRows();
        rows.Begin();
        foreach (var row in table.OfType<TableRow>())
        {
            foreach (var cell in row.OfType<TableCell>())
            {
                foreach (var paragraph in cell.OfType<ParagraphBlock>()) rows.Add(new StringBuilder(MarkdownInlines.TextOf(paragraph.Inline)));
                rows.EndCell();
            }

            rows.EndRow();
        }

        return rows.TakeRows();
    }
}
