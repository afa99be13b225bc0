using System.Text;

namespace Edify.Rag.Documents.OpenXml.Docx;

/// <summary>Counts the numbers that Word shows before paragraphs and that no run holds.</summary>
/// <remarks>Lists made of the same abstract list count on from each other (ISO/IEC 29500-1, 17.9).</remarks>
internal sealed class DocxNumbering(DocxLists lists, DocxStyles styles)
{
    /// <summary>How many levels a list has.</summary>
    public const int Levels = 9;

    private const int LongestLabel = 64;

    private readonly Dictionary<string, int?[]> _counters = new(StringComparer.Ordinal);
    private readonly HashSet<string> _begun = new(StringComparer.Ordinal);

    /// <summary>The next number of a list.</summary>
    /// <param name="place">The paragraph's list and level.</param>
    /// <returns>What is shown, and of how many levels; nothing for bullets.</returns>
    public (string Label, int Numbers) Next(DocxListPlace place)
    {
        if (Find(place.List) is not { } list) return (string.Empty, 0);
        var levels = lists.Levels(list.Abstract);
        var level = place.Level ?? Math.Max(0, Array.FindIndex(levels, l => l.Style is not null && l.Style == place.Style));
        if (level >= levels.Length) return (string.Empty, 0);

        if (!_counters.TryGetValue(list.Abstract, out var counters)) _counters[list.Abstract] = counters = new int?[Levels];
        if (_begun.Add(place.List) && list.Starts.Count > 0) Array.Clear(counters, list.Starts.Keys.Min(), Levels - list.Starts.Keys.Min());
        Count(counters, levels, list.Starts, level);
        return levels[level].IsNumbered ? Write(levels[level], levels, counters) : (string.Empty, 0);
    }

    private static void Count(int?[] counters, DocxNumberingLevel[] levels, Dictionary<int, int> starts, int level)
    {
        counters[level] = counters[level] + 1 ?? starts.GetValueOrDefault(level, levels[level].Start);
        for (var above = 0; above < level; above++) counters[above] ??= starts.GetValueOrDefault(above, levels[above].Start);
        for (var below = level + 1; below < Levels; below++)
            if (levels[below].Restart is not { } restart || (restart > 0 && level < restart)) counters[below] = null;
    }

    private static (string Label, int Numbers) Write(DocxNumberingLevel level, DocxNumberingLevel[] levels, int?[] counters)
    {
        var (label, numbers) = (new StringBuilder(), 0);
        for (var i = 0; i < level.Text.Length && label.Length < LongestLabel; i++)
        {
            if (level.Text[i] != '%' || i + 1 >= level.Text.Length || level.Text[i + 1] is < '1' or > '9')
            {
                label.Append(level.Text[i]);
                continue;
            }

            var shown = level.Text[++i] - '1';
            var number = counters[shown] ?? levels[shown].Start;
            label.Append(level.IsLegal ? DocxNumberingLevel.Digits(number) : levels[shown].Write(number));
            numbers++;
        }

        return (label.ToString().Trim(), numbers);
    }

    // A list may stand for a numbering style, which names another list.
    private DocxList? Find(string id)
    {
        var list = lists.Find(id);
        if (list is null || lists.StyleOf(list.Abstract) is not { } style || styles.ListOf(style) is not { } linked) return list;
        return lists.Find(linked) is { } other ? other with { Starts = list.Starts } : list;
    }
}
