using System.Text.RegularExpressions;
using Edify.Rag.Documents.Pdf.Syntax;
using Edify.Rag.Documents.Reading;

namespace Edify.Rag.Documents.Pdf.Catalog;

/// <summary>Reads what a file says of itself: information dictionary, XMP, outline and page labels. What is damaged is reported and left out.</summary>
/// <remarks>Whatever stumbles over bytes yet to be fetched may be called again; the walks, which may be long, go on from there.</remarks>
internal sealed partial class DocumentInfoReader(PdfFile file, OptionalParts parts)
{
    private const int MaxText = 1000;

    private readonly PageIndex _pages = new(file.Objects);
    private OutlineReader? _outline;

    public DocumentInfo Read()
    {
        var pages = Try(_pages.Complete);
        var outline = pages is null ? null : parts.Read("outline", () => (_outline ??= new OutlineReader(file, pages, parts)).Read());
        var catalog = Try(() => file.Catalog);
        var entries = parts.Dictionary(file.Objects.Trailer, "Info", "information dictionary");
        var metadata = parts.Stream(catalog, "Metadata", "XMP metadata");
        var xmp = parts.Read("XMP metadata", () => XmpMetadata.Read(metadata));
        var labels = parts.Dictionary(catalog, "PageLabels", "list of page labels");
        var info = new DocumentInfo
        {
            Title = Title(Text(entries, "Title") ?? Clean(xmp?["title"])),
            Author = Text(entries, "Author") ?? Clean(xmp?["creator"]),
            Language = Language(Text(catalog, "Lang")) ?? Language(TagLanguage(catalog)) ?? Language(xmp?["language"]),
            PageCount = pages?.Count ?? 0,
            PageLabels = parts.Read("list of page labels", () => PageLabels.Read(labels, pages?.Count ?? 0)) ?? [],
            Outline = outline ?? _outline?.Entries ?? [],
            Properties = Properties(Text(entries, "Subject") ?? Clean(xmp?["description"]), Text(entries, "Keywords") ?? Clean(xmp?["subject"])),
        };
        file.Objects.Trim();
        return info;
    }

    private static Dictionary<string, FieldValue> Properties(string? subject, string? keywords)
    {
        var properties = new Dictionary<string, FieldValue>();
        if (subject is not null) properties["subject"] = subject;
        if (keywords is not null) properties["keywords"] = keywords;
        return properties;
    }

    // Some writers give the language to the tree of tags only.
    private static string? TagLanguage(PdfDictionary? catalog) => Try(() =>
    {
        var top = catalog?.Dictionary("StructTreeRoot")?["K"];
        return Text(PdfDictionary.AsDictionary(top is PdfArray { Count: > 0 } kids ? kids[0] : top), "Lang");
    });

    private static string? Text(PdfDictionary? entries, string key) =>
        Try(() => entries?.Bytes(key) is { } bytes ? Clean(PdfText.Decode(bytes.AsSpan(0, Math.Min(bytes.Length, 4 * MaxText)))) : null);

    private static string? Clean(string? text)
    {
        if (text is null) return null;
        var clean = ElementText.Clean(LanguageMark().Replace(text, ""), keepsLines: false);
        if (clean.Length > MaxText) clean = clean[..(char.IsHighSurrogate(clean[MaxText - 1]) ? MaxText - 1 : MaxText)];
        return clean.Length == 0 ? null : clean;
    }

    // What printing programs put before the title, and what they call a document without one.
    private static string? Title(string? title)
    {
        if (title is null) return null;
        var own = Program().Replace(title, "");
        return own.Length == 0 || Untitled().IsMatch(own) ? null : own;
    }

    private static string? Language(string? tag)
    {
        var written = tag?.Trim().Replace('_', '-');
        return written is not null && LanguageTag().IsMatch(written) ? written : null;
    }

    private static T? Try<T>(Func<T?> read) where T : class
    {
        try
        {
            return read();
        }
        catch (Exception e) when (ReadSession.IsOfParsing(e))
        {
            return null;
        }
    }

    // Text strings may name the language of what follows between two escape characters (ISO 32000-2, 7.9.2.2).
    [GeneratedRegex("\u001B[A-Za-z0-9-]{0,16}\u001B", RegexOptions.CultureInvariant)]
    private static partial Regex LanguageMark();

    [GeneratedRegex(@"^Microsoft (?:Word|PowerPoint|Excel|Office Word) - ", RegexOptions.CultureInvariant)]
    private static partial Regex Program();

    [GeneratedRegex(@"^(?:untitled|unbenannt|sans titre|sin título)(?:\s*\d+|\s+document)?$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Untitled();

    [GeneratedRegex("^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,6}$", RegexOptions.CultureInvariant)]
    private static partial Regex LanguageTag();
}
