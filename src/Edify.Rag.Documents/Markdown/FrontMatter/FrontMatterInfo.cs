using System.Text.RegularExpressions;

namespace Edify.Rag.Documents.Markdown.FrontMatter;

/// <summary>Makes of front matter what a document says of itself.</summary>
internal static partial class FrontMatterInfo
{
    /// <summary>Title, author and language under their usual keys; the rest as properties under its own.</summary>
    /// <param name="fields">The front matter.</param>
    public static DocumentInfo Of(IReadOnlyList<KeyValuePair<string, FieldValue>> fields)
    {
        string? title = null, author = null, language = null;
        var properties = new Dictionary<string, FieldValue>(StringComparer.Ordinal);
        foreach (var (key, value) in fields)
        {
            switch (key.ToUpperInvariant())
            {
                case "TITLE" when title is null && value.Kind != FieldKind.Texts: title = TextOf(value); break;
                case "AUTHOR" or "AUTHORS" or "CREATOR" when author is null: author = TextOf(value); break;
                case "LANG" or "LANGUAGE" or "LOCALE" when language is null && LanguageTag().IsMatch(TextOf(value)):
                    language = TextOf(value).Replace('_', '-');
                    break;
                default: properties.TryAdd(key, value); break;
            }
        }

        return new() { Title = title, Author = author, Language = language, Properties = properties };
    }

    private static string TextOf(FieldValue value) => value.Items is { } items ? string.Join(", ", items) : value.ToString();

    [GeneratedRegex("^[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8})*$")]
    private static partial Regex LanguageTag();
}
