using System.Xml.Linq;
using Edify.Rag.Documents.Html;
using Edify.Rag.Documents.Reading;

namespace Edify.Rag.Documents.Epub;

/// <summary>What the package document of a book says: who wrote it, and which files to read in which order.</summary>
internal sealed class EpubBook
{
    private const int MostValues = 20;
    private const string Container = "META-INF/container.xml";

    private EpubBook()
    {
    }

    /// <summary>Files to read, in reading order: first the text, then what stands beside it.</summary>
    public required IReadOnlyList<string> Chapters { get; init; }

    /// <summary>Metadata, without table of contents and pages.</summary>
    public required DocumentInfo Info { get; init; }

    /// <summary>The navigation document of EPUB 3; <see langword="null"/> without one.</summary>
    public string? Navigation { get; init; }

    /// <summary>The NCX of EPUB 2; <see langword="null"/> without one.</summary>
    public string? Ncx { get; init; }

    /// <summary>Whether the package document was unusable, so that all pages are read in the order of the archive.</summary>
    public bool IsRepaired { get; init; }

    /// <summary>Finds and reads the package document.</summary>
    /// <param name="package">The files.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async Task<EpubBook> ReadAsync(EpubPackage package, CancellationToken cancellationToken)
    {
        var container = await package.ReadXmlAsync(Container, cancellationToken).ConfigureAwait(false);
        var declared = container?.Descendants().FirstOrDefault(e => e.Name.LocalName == "rootfile")?.Attribute("full-path")?.Value;
        var file = declared is { } path && package.Contains(path.TrimStart('/')) ? path.TrimStart('/')
            : package.Files.FirstOrDefault(f => f.EndsWith(".opf", StringComparison.OrdinalIgnoreCase));
        var root = file is null ? null : await package.ReadXmlAsync(file, cancellationToken).ConfigureAwait(false);
        if (root is not null && Of(file!, root) is { Chapters.Count: > 0 } book) return book;
        return new EpubBook { Chapters = [.. package.Files.Where(IsPage).Distinct(StringComparer.OrdinalIgnoreCase)], Info = new(), IsRepaired = true };
    }

    private static EpubBook Of(string file, XElement root)
    {
        var items = new Dictionary<string, EpubItem>(StringComparer.Ordinal);
        foreach (var element in Named(root, "item"))
            if (EpubItem.Of(file, element) is { } item) items.TryAdd(item.Id, item);

        // The manifest may list a file twice, and say only once what it is.
        var navigation = items.Values.Where(item => item.IsNavigation).Select(item => item.File).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var skipped = Named(root, "reference").Where(r => (string?)r.Attribute("type") is "cover" or "toc")
            .Select(r => EpubPath.Resolve(file, (string?)r.Attribute("href") ?? string.Empty).File).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var spine = Named(root, "itemref")
            .OrderBy(e => (string?)e.Attribute("linear") == "no")
            .Select(e => items.GetValueOrDefault((string?)e.Attribute("idref") ?? string.Empty))
            .OfType<EpubItem>()
            .Where(item => item.IsText)
            .Select(item => item.File)
            .Where(chapter => !navigation.Contains(chapter))
            .Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var chapters = spine.Where(chapter => !skipped.Contains(chapter)).ToList();
        return new EpubBook
        {
            Chapters = chapters.Count > 0 ? chapters : spine,
            Info = InfoOf(root),
            Navigation = items.Values.FirstOrDefault(item => item.IsNavigation)?.File,
            Ncx = items.Values.FirstOrDefault(item => item.IsNcx)?.File,
        };
    }

    private static DocumentInfo InfoOf(XElement root)
    {
        var properties = new Dictionary<string, FieldValue>(StringComparer.Ordinal);
        foreach (var (name, property) in new[] { ("description", "description"), ("publisher", "publisher"), ("date", "published"), ("identifier", "identifier") })
            if (TextOf(root, name) is { } value) properties[property] = value;
        var authors = Metadata(root, "creator").Select(Clean).OfType<string>().Distinct().ToList();
        return new DocumentInfo
        {
            Title = TextOf(root, "title"),
            Author = authors.Count > 0 ? string.Join(", ", authors) : null,
            Language = LanguageTags.Normalize(TextOf(root, "language")),
            Properties = properties,
        };
    }

    private static bool IsPage(string file) =>
        Path.GetExtension(file).ToUpperInvariant() is ".XHTML" or ".HTML" or ".HTM" && !file.Contains("nav.", StringComparison.OrdinalIgnoreCase);

    // Damaged files nest what should stand in a row; more than these few are no metadata.
    private static IEnumerable<XElement> Metadata(XElement root, string name) => Named(root, name).Take(MostValues);

    private static IEnumerable<XElement> Named(XElement root, string name) => root.Descendants().Where(e => e.Name.LocalName == name);

    private static string? TextOf(XElement root, string name) => Metadata(root, name).Select(Clean).FirstOrDefault(text => text is not null);

    private static string? Clean(XElement element) => ElementText.Clean(element.Value, keepsLines: false) is { Length: > 0 } text ? text : null;
}
