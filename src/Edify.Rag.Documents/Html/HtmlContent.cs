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
    /// <summary>The pieces of markup in reading order.</summary>
    /// <param name="html">A page, or a part of one.</param>
    /// <param name="isFragment">Whether it is a part, all of which is content.</param>
    /// <param name="cancellationToken">Stops parser and walk.</param>
    public static List<HtmlPiece> Read(string html, bool isFragment, CancellationToken cancellationToken = default)
    {
        using var page = HtmlPage.Parse(html, budget: null, cancellationToken);
        return isFragment ? page.ReadAll(cancellationToken) : page.Read(mainContentOnly: true, cancellationToken);
    }
}
