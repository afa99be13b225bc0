using AngleSharp.Html.Dom;
using Edify.Rag.Documents.Reading;

namespace Edify.Rag.Documents.Html;

/// <summary>Reads what a page says of itself: its title, meta elements, Open Graph and JSON-LD.</summary>
internal static class HtmlMetadata
{
    private const int LongestValue = 1000;

    /// <summary>What a page says of itself.</summary>
    /// <param name="document">The page.</param>
    public static DocumentInfo Of(IHtmlDocument document)
    {
        var meta = MetaOf(document);
        var linked = LinkedData.In(document);
        var properties = new Dictionary<string, FieldValue>(StringComparer.Ordinal);
        Put(properties, "description", meta.GetValueOrDefault("description") ?? meta.GetValueOrDefault("og:description"));
        Put(properties, "published", meta.GetValueOrDefault("article:published_time") ?? linked.Published);
        Put(properties, "site", meta.GetValueOrDefault("og:site_name"));
        return new DocumentInfo
        {
            Title = Clean(meta.GetValueOrDefault("og:title") ?? linked.Title ?? document.Title),
            Author = Clean(NoAddress(linked.Author ?? meta.GetValueOrDefault("author") ?? meta.GetValueOrDefault("article:author"))),
            Language = LanguageOf(document, meta),
            Properties = properties,
        };
    }

    private static Dictionary<string, string> MetaOf(IHtmlDocument document)
    {
        var meta = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var element in document.All)
        {
            if (element.LocalName == "body") break;
            if (element.LocalName != "meta" || element.GetAttribute("content") is not { Length: > 0 } content) continue;
            if ((element.GetAttribute("property") ?? element.GetAttribute("name") ?? element.GetAttribute("http-equiv")) is { Length: > 0 } name)
                meta.TryAdd(name.Trim(), content);
        }

        return meta;
    }

    private static string? LanguageOf(IHtmlDocument document, Dictionary<string, string> meta)
    {
        var root = document.DocumentElement;
        var language = root.GetAttribute("lang") ?? root.GetAttribute("xml:lang") ?? document.Body?.GetAttribute("lang")
            ?? meta.GetValueOrDefault("content-language") ?? meta.GetValueOrDefault("og:locale");
        return LanguageTags.Normalize(language);
    }

    private static void Put(Dictionary<string, FieldValue> properties, string name, string? value)
    {
        if (Clean(value) is { } clean) properties[name] = clean;
    }

    // Some name their author by the address of a profile.
    private static string? NoAddress(string? author) => author is null || author.Contains("://", StringComparison.Ordinal) ? null : author;

    private static string? Clean(string? value)
    {
        if (string.IsNullOrWhiteSpace(value)) return null;
        var clean = ElementText.Clean(value.Length > LongestValue ? value.AsSpan(0, LongestValue) : value, keepsLines: false);
        return clean.Length == 0 ? null : clean;
    }
}
