using System.Globalization;
using System.Text;
using Edify.Rag.Cli.Output;

namespace Edify.Rag.Cli.Inspection;

/// <summary>Shows elements or chunks a line each as they are read, and the report at the end.</summary>
internal static class InspectionView
{
    private const int WidthOfPipe = 160;
    private const int LeastWidth = 60;
    private const int WidthOfColumn = 14;

    public static async Task<DocumentReport> ShowAsync(FileInspection inspection, string path, bool chunks, CancellationToken cancellationToken)
    {
        var report = chunks
            ? await inspection.InspectAsync(path, onElement: null, Show, cancellationToken)
            : await inspection.InspectAsync(path, Show, onChunk: null, cancellationToken);
        Console.Out.WriteLine();
        Show(report);
        return report;
    }

    private static void Show(DocumentElement element) => Line(
        Page(element.Page, element.Page),
        Word(element.Kind.ToString()) + (element.Level > 0 ? string.Create(CultureInfo.InvariantCulture, $" {element.Level}") : string.Empty),
        element.Text);

    private static void Show(Chunk chunk) => Line(
        string.Create(CultureInfo.InvariantCulture, $"#{chunk.Ordinal} {Page(chunk.FirstPage, chunk.LastPage)}"),
        string.Create(CultureInfo.InvariantCulture, $"{chunk.Span.Start}-{chunk.Span.End}"),
        (chunk.HeadingPath.Count > 0 ? $"[{string.Join(" > ", chunk.HeadingPath)}] " : string.Empty) + chunk.Text);

    private static void Show(DocumentReport report)
    {
        CommandConsole.Table(["what", "how much"], Rows(report));
        if (report.WarningCount > 0) CommandConsole.Table(["look at"], InspectionWarnings.Of(report).Select(w => (IReadOnlyList<string>)[w]));
    }

    private static IEnumerable<IReadOnlyList<string>> Rows(DocumentReport report)
    {
        yield return ["reader", report.Reader ?? "none"];
        yield return ["title", Shorten(report.Title ?? "none", WidthOfPipe)];
        yield return ["language", report.Language ?? "not sure"];
        yield return ["pages", Number(report.Pages)];
        yield return ["elements", Number(report.Elements)];
        if (report.Chunks > 0) yield return ["chunks", Number(report.Chunks)];
        yield return ["characters", Number(report.Characters)];
        yield return ["undecodable", report.UndecodableShare.ToString("P2", CultureInfo.InvariantCulture)];
        yield return ["pages that need OCR", report.NeedsOcrPages.Count == 0 ? "none" : Shorten(string.Join(", ", report.NeedsOcrPages), WidthOfPipe)];
        yield return ["duplicates", Number(report.Duplicates)];
        yield return ["time", string.Create(CultureInfo.InvariantCulture, $"{report.Elapsed.TotalMilliseconds:N0} ms")];
        if (report.Error is { } error) yield return ["error", error.Message];
    }

    private static void Line(string place, string what, string text)
    {
        StandardOutput.ThrowIfClosed();
        var isTerminal = CommandConsole.IsTerminal;
        var width = (isTerminal ? Math.Max(LeastWidth, Console.WindowWidth - 1) : WidthOfPipe) - 2 * WidthOfColumn;
        Console.Out.WriteLine(isTerminal
            ? $"{place,-WidthOfColumn}{what,-WidthOfColumn}{Shorten(text, width)}"
            : $"{place}\t{what}\t{Shorten(text, width)}");
    }

    private static string Page(int first, int last) =>
        first == 0 ? "-" : first == last ? $"p. {Plain(first)}" : $"p. {Plain(first)}-{Plain(last)}";

    private static string Plain(int number) => number.ToString(CultureInfo.InvariantCulture);

    // "ListItem" is "list item" to people.
    private static string Word(string name) => string.Concat(name.Select((c, i) => i > 0 && char.IsUpper(c) ? $" {char.ToLowerInvariant(c)}" : char.ToLowerInvariant(c).ToString()));

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Shorten(string text, int width)
    {
        var line = new StringBuilder(width + 1);
        foreach (var c in text)
        {
            if (line.Length >= width) return line.Append('…').ToString();
            line.Append(char.IsControl(c) ? ' ' : c);
        }

        return line.ToString();
    }
}
