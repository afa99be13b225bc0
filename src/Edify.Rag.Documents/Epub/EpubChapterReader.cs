using AngleSharp.Dom;
using Edify.Rag.Documents.Html;

namespace Edify.Rag.Documents.Epub;

/// <summary>Reads the chapters of a book, one at a time.</summary>
/// <remarks>One per read; not safe for concurrent use.</remarks>
internal sealed class EpubChapterReader(EpubPackage package, EpubNavigation navigation, EpubPages pages, DocumentContext context, HtmlBudget budget)
{
    private const int LongestPageNumber = 12;

    private readonly Dictionary<string, EpubEntry> _titles = TitlesOf(navigation);

    private static readonly string[] NoText = ["cover", "toc", "landmarks", "page-list", "lot", "loi"];

    /// <summary>The pieces of a chapter, beginning with its entry in the table of contents if it has no heading.</summary>
    /// <param name="file">Its file.</param>
    /// <param name="cancellationToken">Stops parser and walk.</param>
    /// <exception cref="InvalidDataException">The file is missing or damaged.</exception>
    public async Task<List<HtmlPiece>> ReadAsync(string file, CancellationToken cancellationToken)
    {
        var stream = await package.OpenAsync(file, cancellationToken).ConfigureAwait(false);
        await using var disposal = stream.ConfigureAwait(false);
        var html = await HtmlText.ReadAsync(stream, context, cancellationToken).ConfigureAwait(false);
        using var page = HtmlPage.Parse(html, budget, cancellationToken);

        pages.Begin(file);
        var first = pages.Current;
        var pieces = page.ReadAll(IsLeftOut, pages.At, first, cancellationToken);
        if (pieces.Count > 0 && !pieces.Exists(piece => piece.Kind == ElementKind.Heading) && _titles.TryGetValue(file, out var entry))
            pieces.Insert(0, new(ElementKind.Heading, entry.Title, entry.Level) { Page = pieces[0].Page });
        return pieces;
    }

    // References to notes are figures in the midst of words; the notes themselves are read where they stand.
    private static bool IsLeftOut(IElement element)
    {
        if (HtmlNotes.HasType(element, "noteref") || element.GetAttribute("role") == "doc-noteref") return true;
        if (EpubPages.IsMark(element)) return IsPageNumber(element);
        return Array.Exists(NoText, type => HtmlNotes.HasType(element, type)) || element.GetAttribute("role") is "doc-toc" or "doc-pagelist";
    }

    // A mark that was never ended holds the rest of the chapter.
    private static bool IsPageNumber(IElement mark) =>
        mark.ChildNodes.Length == 0 || (mark.ChildNodes.Length == 1 && mark.ChildNodes[0] is IText text && text.Data.AsSpan().Trim().Length <= LongestPageNumber);

    private static Dictionary<string, EpubEntry> TitlesOf(EpubNavigation navigation)
    {
        var titles = new Dictionary<string, EpubEntry>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in navigation.Contents) titles.TryAdd(entry.Target.File, entry);
        return titles;
    }
}
