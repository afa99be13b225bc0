using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Edify.Rag.Documents.Html.Article;

namespace Edify.Rag.Documents.Html;

/// <summary>A page that has been parsed.</summary>
internal sealed class HtmlPage : IDisposable
{
    private readonly IHtmlDocument? _document;
    private readonly string _html;

    private HtmlPage(string html, IHtmlDocument? document) => (_html, _document) = (html, document);

    /// <summary>The tree; <see langword="null"/> for a page that was not parsed.</summary>
    public IHtmlDocument? Document => _document;

    /// <summary>What the page says of itself.</summary>
    public DocumentInfo Info => _document is null ? new() : HtmlMetadata.Of(_document);

    /// <summary>Parses a page. What is nested absurdly deep is not parsed: its text alone is read.</summary>
    /// <param name="html">The page, or a part of one.</param>
    /// <param name="budget">Counts the elements.</param>
    /// <param name="cancellationToken">Stops the parser, at its next element.</param>
    /// <exception cref="DocumentReadException">There are more elements than <see cref="DocumentLimits.MaxObjects"/>.</exception>
    public static HtmlPage Parse(string html, HtmlBudget budget, CancellationToken cancellationToken)
    {
        if (html.AsSpan().TrimStart("\uFEFF \t\r\n").StartsWith("<?xml")) html = XhtmlTags.Expand(html);
        if (HtmlNesting.IsTooDeep(html)) return new(html, document: null);

        var options = new HtmlParserOptions
        {
            IsScripting = false,
            SkipComments = true,
            DisableElementPositionTracking = true,
            OnCreated = (_, _) =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                budget.Count();
            },
        };
        return new(html, new HtmlParser(options).ParseDocument(html));
    }

    /// <summary>The pieces of the page in reading order, beginning with its title if it has no heading of level 1.</summary>
    /// <param name="mainContentOnly">Whether what surrounds the content is left out.</param>
    /// <param name="cancellationToken">Stops the walk.</param>
    public List<HtmlPiece> Read(bool mainContentOnly, CancellationToken cancellationToken)
    {
        if (_document is null) return HtmlNesting.TextOf(_html);
        if (_document.Body is not { } body) return [];
        var tree = PageTree.Of(body, cancellationToken);
        if (mainContentOnly) ContentFinder.Mark(tree);
        var pieces = HtmlFlow.Read(tree, pageAt: null, page: 0, cancellationToken);
        if (!pieces.Exists(piece => piece is { Kind: ElementKind.Heading, Level: 1 }) && PageTitle.Of(_document, tree) is { } title)
            pieces.Insert(0, new(ElementKind.Heading, title, 1));
        return pieces;
    }

    /// <summary>All pieces of a part of a page.</summary>
    /// <param name="cancellationToken">Stops the walk.</param>
    public List<HtmlPiece> ReadAll(CancellationToken cancellationToken) => ReadAll(_ => false, pageAt: null, page: 0, cancellationToken);

    /// <summary>The pieces of a chapter of a book.</summary>
    /// <param name="isLeftOut">Tells which elements are no text of the book.</param>
    /// <param name="pageAt">The printed page that begins at an element; 0 where none does.</param>
    /// <param name="page">The printed page that the chapter begins on; 0 where there are none.</param>
    /// <param name="cancellationToken">Stops the walk.</param>
    public List<HtmlPiece> ReadAll(Func<IElement, bool> isLeftOut, Func<IElement, int>? pageAt, int page, CancellationToken cancellationToken)
    {
        if (_document is null) return HtmlNesting.TextOf(_html);
        if (_document.Body is not { } body) return [];
        var tree = PageTree.Of(body, cancellationToken);
        foreach (var node in tree.Nodes)
            if (node.Element is { } element && isLeftOut(element)) node.IsDropped = true;
        return HtmlFlow.Read(tree, pageAt, page, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _document?.Dispose();
}
