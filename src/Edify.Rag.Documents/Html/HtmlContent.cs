using AngleSharp.Html.Parser;

namespace Edify.Rag.Documents.Html;

/// <summary>A piece of a page's content.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text, not yet cleaned.</param>
/// <param name="Level">Level of a heading, depth of a list item; 0 otherwise.</param>
internal readonly record struct HtmlPiece(ElementKind Kind, string Text, int Level);

/// <summary>Finds the content of a page.</summary>
internal static class HtmlContent
{
    private static readonly HtmlParserOptions Options = new() { IsScripting = false, SkipComments = true };

    /// <summary>The pieces of a page in reading order, beginning with its title if it has no heading of level 1.</summary>
    /// <param name="html">The page, or a part of one.</param>
    /// <param name="isFragment">Whether it is a part, all of which is content.</param>
    /// <param name="cancellationToken">Stops the walk.</param>
    public static List<HtmlPiece> Read(string html, bool isFragment, CancellationToken cancellationToken = default)
    {
        if (HtmlNesting.IsTooDeep(html)) return HtmlNesting.TextOf(html);
        using var document = new HtmlParser(Options).ParseDocument(html);
        var pieces = new List<HtmlPiece>();
        if (document.Body is not { } body) return pieces;

        var survey = HtmlSurvey.Of(body, cancellationToken);
        var root = isFragment ? body : survey.MainContent;
        if (!isFragment && !survey.HasTopHeading(root) && document.Title is { Length: > 0 } title) pieces.Add(new(ElementKind.Heading, title, 1));

        HtmlTree.Walk(root, new HtmlFlow(survey, pieces), cancellationToken);
        return pieces;
    }
}
