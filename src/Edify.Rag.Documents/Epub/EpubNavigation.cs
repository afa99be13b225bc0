using AngleSharp.Dom;
using Edify.Rag.Documents.Html;
using Edify.Rag.Documents.Reading;

namespace Edify.Rag.Documents.Epub;

/// <summary>An entry of a table of contents or of a list of pages.</summary>
/// <param name="Title">Its title, or what is printed on the page.</param>
/// <param name="Level">Its level, from 1.</param>
/// <param name="Target">Where it leads.</param>
internal readonly record struct EpubEntry(string Title, int Level, EpubTarget Target);

/// <summary>The table of contents of a book, and where the pages of its printed edition begin.</summary>
/// <param name="Contents">The table of contents, in order.</param>
/// <param name="Pages">The pages, in order.</param>
internal sealed record EpubNavigation(IReadOnlyList<EpubEntry> Contents, IReadOnlyList<EpubEntry> Pages)
{
    /// <summary>Reads the navigation of a book, of EPUB 3 before EPUB 2. One that cannot be read is as good as none.</summary>
    /// <param name="package">The files.</param>
    /// <param name="book">Which of them hold it.</param>
    /// <param name="context">Name and reports.</param>
    /// <param name="budget">Counts its elements.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async Task<EpubNavigation> ReadAsync(
        EpubPackage package, EpubBook book, DocumentContext context, HtmlBudget budget, CancellationToken cancellationToken)
    {
        var navigation = new EpubNavigation([], []);
        if (book.Navigation is { } file && package.Contains(file))
            navigation = await ReadPageAsync(package, file, context, budget, cancellationToken).ConfigureAwait(false);
        if (navigation.Contents.Count > 0 || book.Ncx is null) return navigation;
        var ncx = await EpubNcx.ReadAsync(package, book.Ncx, cancellationToken).ConfigureAwait(false);
        return ncx with { Pages = navigation.Pages.Count > 0 ? navigation.Pages : ncx.Pages };
    }

    private static async Task<EpubNavigation> ReadPageAsync(
        EpubPackage package, string file, DocumentContext context, HtmlBudget budget, CancellationToken cancellationToken)
    {
        var stream = await package.OpenAsync(file, cancellationToken).ConfigureAwait(false);
        await using var disposal = stream.ConfigureAwait(false);
        var html = await HtmlText.ReadAsync(stream, context, cancellationToken).ConfigureAwait(false);
        using var page = HtmlPage.Parse(html, budget, cancellationToken);
        return new(EntriesOf(page, file, "toc", "doc-toc"), EntriesOf(page, file, "page-list", "doc-pagelist"));
    }

    private static List<EpubEntry> EntriesOf(HtmlPage page, string file, string type, string role)
    {
        var entries = new List<EpubEntry>();
        var list = page.Document?.GetElementsByTagName("nav").FirstOrDefault(nav => HtmlNotes.HasType(nav, type) || nav.GetAttribute("role") == role);
        foreach (var link in list?.GetElementsByTagName("a") ?? Enumerable.Empty<IElement>())
        {
            if (link.GetAttribute("href") is not { Length: > 0 } reference) continue;
            var title = ElementText.Clean(link.TextContent, keepsLines: false);
            if (title.Length > 0) entries.Add(new(title, LevelOf(link, list!), EpubPath.Resolve(file, reference)));
        }

        return entries;
    }

    private static int LevelOf(IElement link, IElement list)
    {
        var level = 0;
        for (var at = link.ParentElement; at is not null && at != list; at = at.ParentElement)
            if (at.LocalName is "ol" or "ul") level++;
        return Math.Max(1, level);
    }
}
