using System.Text.Json;
using AngleSharp.Html.Dom;

namespace Edify.Rag.Documents.Html;

/// <summary>Reads what JSON-LD in a page says of its article, after schema.org.</summary>
/// <param name="Title">Headline of the article.</param>
/// <param name="Author">Name of the first author.</param>
/// <param name="Published">When it was published, as written.</param>
internal readonly record struct LinkedData(string? Title, string? Author, string? Published)
{
    private const int Longest = 1 << 20;

    /// <summary>What the first description of an article in a page says; nothing where there is none.</summary>
    /// <param name="document">The page.</param>
    public static LinkedData In(IHtmlDocument document)
    {
        foreach (var script in document.Scripts)
        {
            if (script.Type is not "application/ld+json" || script.Text is not { Length: > 0 and < Longest } json) continue;
            if (Read(json) is { } found) return found;
        }

        return default;
    }

    private static LinkedData? Read(string json)
    {
        try
        {
            using var data = JsonDocument.Parse(json, new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            return Find(data.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Data of a page is often broken, and its text is no worse for it.
            return null;
        }
    }

    // A thing, several things, or a graph of them.
    private static LinkedData? Find(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
                if (Find(item) is { } found) return found;
            return null;
        }

        if (element.ValueKind != JsonValueKind.Object) return null;
        if (Text(element, "headline") is { } headline) return new(headline, AuthorOf(element), Text(element, "datePublished"));
        return element.TryGetProperty("@graph", out var graph) ? Find(graph) : null;
    }

    private static string? AuthorOf(JsonElement article)
    {
        if (!article.TryGetProperty("author", out var author)) return null;
        if (author.ValueKind == JsonValueKind.Array) author = author.EnumerateArray().FirstOrDefault();
        return author.ValueKind == JsonValueKind.String ? author.GetString() : Text(author, "name");
    }

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
