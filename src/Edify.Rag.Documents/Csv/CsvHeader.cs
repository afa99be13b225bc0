using System.Buffers;
using System.Globalization;
using System.Text;

namespace Edify.Rag.Documents.Csv;

/// <summary>Tells whether the first row of a table names its columns, and how to repeat it.</summary>
internal static class CsvHeader
{
    private const int LongestTitle = 100;
    private const int LongestRepeated = 4096;

    private static readonly SearchValues<char> YearCharacters = SearchValues.Create("0123456789 \t");
    private static readonly SearchValues<char> TimeCharacters = SearchValues.Create("0123456789.-/:, T");

    /// <summary>Whether a row names columns: it holds no values, and hardly an empty or long cell.</summary>
    /// <param name="row">The row, cells parted by tabs.</param>
    public static bool IsHeader(string row)
    {
        var cells = row.Split('\t');
        var empty = cells.Count(string.IsNullOrWhiteSpace);
        if (empty * 2 > cells.Length || cells.Any(cell => cell.Length > LongestTitle)) return false;

        // Columns may be called after years, as long as one has a name.
        return !cells.Any(IsValue) && cells.Any(cell => cell.AsSpan().ContainsAnyExcept(YearCharacters));
    }

    /// <summary>The header of a table that has none: letters, as spreadsheets name their columns.</summary>
    /// <param name="columns">Number of columns.</param>
    public static string Letters(int columns)
    {
        var header = new StringBuilder();
        for (var column = 1; column <= columns; column++)
        {
            if (column > 1) header.Append('\t');
            var name = string.Empty;
            for (var rest = column; rest > 0; rest = (rest - 1) / 26) name = (char)('A' + ((rest - 1) % 26)) + name;
            header.Append(name);
        }

        return header.ToString();
    }

    /// <summary>What is repeated of a header at the start of each piece of the table: all of it, unless it is very long.</summary>
    /// <param name="header">The header, cells parted by tabs.</param>
    public static string Repeated(string header)
    {
        if (header.Length <= LongestRepeated) return header;
        var cut = header.LastIndexOf('\t', LongestRepeated);
        return header[..(cut > 0 ? cut : LongestRepeated)];
    }

    private static bool IsValue(string cell)
    {
        var text = cell.Trim().Trim('%', '€', '$', '£', ' ');
        if (text.Length == 0) return false;
        if (text.Contains('@', StringComparison.Ordinal) || text.Contains("://", StringComparison.Ordinal)) return true;
        if (text is [('1' or '2'), _, _, _] && text.All(char.IsAsciiDigit)) return false;
        return decimal.TryParse(text, NumberStyles.Any, CultureInfo.InvariantCulture, out _)
            || decimal.TryParse(text.Replace(',', '.'), NumberStyles.Any, CultureInfo.InvariantCulture, out _)
            || (char.IsAsciiDigit(text[0]) && char.IsAsciiDigit(text[^1]) && !text.AsSpan().ContainsAnyExcept(TimeCharacters));
    }
}
