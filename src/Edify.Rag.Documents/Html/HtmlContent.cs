namespace Edify.Rag.Documents.Html;

/// <summary>A piece of a page's content.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text, not yet cleaned.</param>
/// <param name="Level">Level of a heading, depth of a list item; 0 otherwise.</param>
internal readonly record struct HtmlPiece(ElementKind Kind, string Text, int Level)
{
    /// <summary>Printed page on which it starts, from 1; 0 where none is known.</summary>
    public int Page { get; init; }
}

/// <summary>Reads markup that stands within other formats.</summary>
internal static class HtmlContent
{
    /// <summary>The pieces of a part of a page, all of which is content.</summary>
    /// <param name="html">The part.</param>
    /// <param name="budget">Counts its elements.</param>
    /// <param name="cancellationToken">Stops parser and walk.</param>
    public static List<HtmlPiece> ReadPart(string html, HtmlBudget budget, CancellationToken cancellationToken)
    {
        using var page = HtmlPage.Parse(html, budget, cancellationToken);
        return page.ReadAll(cancellationToken);
    }

    /// <summary>The pieces of a page, beginning with its title.</summary>
    /// <param name="html">The page.</param>
    /// <param name="mainContentOnly">Whether what surrounds the content is left out.</param>
    /// <param name="budget">Counts its elements.</param>
    /// <param name="cancellationToken">Stops parser and walk.</param>
    public static List<HtmlPiece> ReadPage(string html, bool mainContentOnly, HtmlBudget budget, CancellationToken cancellationToken)
    {
        using var page = HtmlPage.Parse(html, budget, cancellationToken);
        return page.Read(mainContentOnly, cancellationToken);
    }
}
