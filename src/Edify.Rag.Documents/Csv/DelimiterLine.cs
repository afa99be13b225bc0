namespace Edify.Rag.Documents.Csv;

/// <summary>The line by which spreadsheets name the delimiter: "sep=;".</summary>
internal static class DelimiterLine
{
    private const string Key = "sep=";

    /// <summary>Reads it, if there is one.</summary>
    /// <param name="text">The beginning of a file.</param>
    /// <returns>The delimiter, and what follows the line.</returns>
    public static (char? Delimiter, ReadOnlyMemory<char> Rows) Read(ReadOnlyMemory<char> text)
    {
        var line = text.Span;
        var quote = line.StartsWith("\"") ? 1 : 0;
        if (!line[quote..].StartsWith(Key, StringComparison.OrdinalIgnoreCase)) return (null, text);
        var at = quote + Key.Length;
        if (line.Length < at + 1 + quote || line[at] is '\n' or '\r' or '"') return (null, text);

        var end = at + 1 + quote;
        if (end < line.Length && line[end] is not ('\n' or '\r')) return (null, text);
        return (line[at], text[end..]);
    }
}
