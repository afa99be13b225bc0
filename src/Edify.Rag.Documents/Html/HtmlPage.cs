using System.Globalization;
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

    /// <summary>What the page says of itself.</summary>
    public DocumentInfo Info => _document is null ? new() : HtmlMetadata.Of(_document);

    /// <summary>Parses a page. What is nested absurdly deep is not parsed: its text alone is read.</summary>
    /// <param name="html">The page, or a part of one.</param>
    /// <param name="context">Name and limits, where they are to be held.</param>
    /// <param name="cancellationToken">Stops the parser, at its next element.</param>
    /// <exception cref="DocumentReadException">There are more elements than <see cref="DocumentLimits.MaxObjects"/>.</exception>
    public static HtmlPage Parse(string html, DocumentContext? context, CancellationToken cancellationToken)
    {
        if (html.AsSpan().TrimStart("\uFEFF \t\r\n").StartsWith("<?xml")) html = XhtmlTags.Expand(html);
        if (HtmlNesting.IsTooDeep(html)) return new(html, document: null);

        var elements = 0L;
        var options = new HtmlParserOptions
        {
            IsScripting = false,
            SkipComments = true,
            OnCreated = (_, _) =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (++elements > context?.Limits.MaxObjects) throw TooMany(context);
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
        var pieces = HtmlFlow.Read(tree, isPageBreak: null, cancellationToken);
        if (!pieces.Exists(piece => piece is { Kind: ElementKind.Heading, Level: 1 }) && PageTitle.Of(_document, tree) is { } title)
            pieces.Insert(0, new(ElementKind.Heading, title, 1));
        return pieces;
    }

    /// <summary>All pieces of a part of a page or of a book.</summary>
    /// <param name="isPageBreak">Tells where the pages of the printed edition begin.</param>
    /// <param name="cancellationToken">Stops the walk.</param>
    public List<HtmlPiece> ReadAll(Func<IElement, bool>? isPageBreak, CancellationToken cancellationToken)
    {
        if (_document is null) return HtmlNesting.TextOf(_html);
        return _document.Body is { } body ? HtmlFlow.Read(PageTree.Of(body, cancellationToken), isPageBreak, cancellationToken) : [];
    }

    /// <inheritdoc/>
    public void Dispose() => _document?.Dispose();

    private static DocumentReadException TooMany(DocumentContext context) => new(
        context.Name,
        DocumentFault.OverLimit,
        string.Create(
            CultureInfo.InvariantCulture,
            $"'{context.Name}' is over {nameof(DocumentLimits.MaxObjects)} ({context.Limits.MaxObjects} elements). Raise the limit, or split the file."))
    {
        Limit = nameof(DocumentLimits.MaxObjects),
    };
}
