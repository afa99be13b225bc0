using System.Text.RegularExpressions;

namespace Edify.Rag.Generation.Extractive;

/// <summary>Reads rows with their header: "Grade: 7; Fee: 52,000".</summary>
internal static partial class Table
{
    private const int LongestHeaderCell = 40;

    /// <summary>Whether a line is a row: cells separated by tabs, or by bars as in Markdown.</summary>
    public static bool IsRow(string line) =>
        line.Contains('\t') || line.AsSpan().Trim().Count('|') >= 2 || line.Contains(" | ", StringComparison.Ordinal);

    /// <summary>The rows as they read in an answer, without the header's own.</summary>
    /// <param name="rows">The lines of one table.</param>
    /// <param name="startsHere">Whether the first line is the table's first, and not the middle of a table cut in two.</param>
    public static IEnumerable<TableRow> Read(List<Line> rows, bool startsHere)
    {
        var table = rows.Select(row => (Row: row, Cells: Cells(row))).Where(r => !r.Cells.All(IsRule)).ToList();
        if (table.Count == 0) yield break;

        var header = HasHeader([.. table.Select(r => r.Cells)], startsHere) ? table[0].Cells : null;
        foreach (var (row, cells) in header is null ? table : table[1..])
        {
            // Clean once more: cells that are harmless by themselves may read like a citation side by side.
            var text = CleanText.Of(header is null ? Plain(cells) : Labelled(header, cells));
            if (text.Length > 0) yield return new(row, text, string.Join("; ", cells), header is null ? string.Empty : string.Join("; ", header));
        }
    }

    // Words above numbers are a header; words above words are one only at the top of the table.
    private static bool HasHeader(List<string[]> table, bool startsHere)
    {
        var first = table[0];
        if (table.Count < 2 || first.Length < 2 || first.Any(c => c.Length > LongestHeaderCell || Value.IsMatch(c))) return false;
        return startsHere || table[1..].Any(row => row.Any(Value.IsMatch));
    }

    private static string[] Cells(Line row) => [.. RowText(row).Split('\t').Select(CleanText.Of)];

    private static string RowText(Line row) => row.Raw.Contains('\t') ? row.Raw : row.Raw.Trim().Trim('|').Replace('|', '\t');

    // The line under a Markdown header.
    private static bool IsRule(string cell) => cell.All(c => c is '-' or ':' or ' ');

    private static string Labelled(string[] header, string[] cells) => string.Join("; ", cells
        .Select((cell, i) => i < header.Length && header[i].Length > 0 && cell.Length > 0 ? Labelled(header[i], cell) : cell)
        .Where(cell => cell.Length > 0));

    // "Grade 7" needs no "Grade:" before it.
    private static string Labelled(string header, string cell) =>
        cell.StartsWith(header, StringComparison.OrdinalIgnoreCase) ? cell : $"{header}: {cell}";

    // What fills a table and does not head it: 12, Rs 500, −3.5; but "Age on 1 June" is a header.
    [GeneratedRegex(@"^[\s<>≤≥~≈+−–-]*(?:(?:Rs\.?|INR|₹|\$|€|£)\s*)?\d", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Value { get; }

    private static string Plain(string[] cells)
    {
        var filled = cells.Where(c => c.Length > 0).ToArray();
        return filled.Length < 2 ? string.Concat(filled) : $"{filled[0]}: {string.Join("; ", filled[1..])}";
    }
}

/// <summary>A row of a table.</summary>
/// <param name="Line">Where it stands.</param>
/// <param name="Text">How it reads in an answer.</param>
/// <param name="Cells">What it says itself.</param>
/// <param name="Header">What it is to be understood by.</param>
internal readonly record struct TableRow(Line Line, string Text, string Cells, string Header);
