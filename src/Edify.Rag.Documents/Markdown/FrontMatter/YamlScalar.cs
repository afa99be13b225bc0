using System.Buffers;
using System.Globalization;
using System.Text;

namespace Edify.Rag.Documents.Markdown.FrontMatter;

/// <summary>Reads a single value of YAML's core schema, and lists in brackets.</summary>
internal static class YamlScalar
{
    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789+-.eE");

    private static readonly string[] TimeFormats =
    [
        "yyyy-MM-dd", "yyyy-MM-dd HH:mm", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd HH:mm:ssK", "yyyy-MM-dd HH:mm:ss K", "yyyy-MM-dd HH:mm:ss zzz",
    ];

    /// <summary>The value; <see langword="null"/> for one that is null.</summary>
    /// <param name="text">What stands after the key, without comment.</param>
    public static FieldValue? Read(string text)
    {
        if (text[0] is '"' or '\'') return Text(text);
        if (text[0] == '[') return FieldValue.Many(Items(text));
        switch (text)
        {
            case "null" or "Null" or "NULL" or "~": return null;
            case "true" or "True" or "TRUE": return true;
            case "false" or "False" or "FALSE": return false;
        }

        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer)) return integer;
        if (IsNumber(text) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)) return number;
        return DateTimeOffset.TryParseExact(text, TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : text;
    }

    /// <summary>The value as text, without its quotes.</summary>
    /// <param name="text">The value as it stands in the file.</param>
    public static string Text(string text)
    {
        if (text.Length < 2 || text[0] is not ('"' or '\'') || text[^1] != text[0]) return text;
        var inner = text[1..^1];
        return text[0] == '\'' ? inner.Replace("''", "'", StringComparison.Ordinal) : Unescape(inner);
    }

    /// <summary>The value without the comment that follows it.</summary>
    /// <param name="text">What stands after the key.</param>
    public static string WithoutComment(string text)
    {
        var from = text.Length > 0 && text[0] is '"' or '\'' ? Math.Max(0, text.LastIndexOf(text[0])) : 0;
        if (text.StartsWith('#')) return string.Empty;
        var comment = text.IndexOf(" #", from, StringComparison.Ordinal);
        return comment < 0 ? text : text[..comment].TrimEnd();
    }

    /// <summary>The items of a list in brackets, as texts.</summary>
    /// <param name="list">The list.</param>
    public static List<string> Items(string list)
    {
        var items = new List<string>();
        var item = new StringBuilder();
        var (quote, isBlank) = ('\0', true);
        foreach (var c in list.Trim().TrimStart('[').TrimEnd(']'))
        {
            if (quote == '\0' && c == ',')
            {
                items.Add(Text(item.ToString().Trim()));
                item.Clear();
                isBlank = true;
                continue;
            }

            if (c == quote) quote = '\0';
            else if (quote == '\0' && c is '"' or '\'' && isBlank) quote = c;
            isBlank &= char.IsWhiteSpace(c);
            item.Append(c);
        }

        items.Add(Text(item.ToString().Trim()));
        items.RemoveAll(text => text.Length == 0);
        return items;
    }

    private static bool IsNumber(string text) => text.Length < 40 && text.Any(char.IsAsciiDigit) && !text.AsSpan().ContainsAnyExcept(NumberCharacters);

    private static string Unescape(string text)
    {
        var plain = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length)
            {
                plain.Append(text[i]);
                continue;
            }

            var escaped = text[++i];
            if (escaped == 'u' && i + 4 < text.Length && ushort.TryParse(text.AsSpan(i + 1, 4), NumberStyles.HexNumber, null, out var code))
            {
                plain.Append((char)code);
                i += 4;
                continue;
            }

            plain.Append(escaped switch { 'n' => '\n', 't' => '\t', 'r' => '\r', _ => escaped });
        }

        return plain.ToString();
    }
}
