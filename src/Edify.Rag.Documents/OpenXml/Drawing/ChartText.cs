using System.Text;
using Edify.Rag.Documents.OpenXml.Packaging;

namespace Edify.Rag.Documents.OpenXml.Drawing;

/// <summary>The texts of a chart: its title and the names of its axes as a caption, its series as a table.</summary>
internal sealed class ChartText
{
    private const int LongestText = 1024 * 1024;
    private const int MostValues = 10_000;

    private readonly List<string> _titles = [];
    private readonly List<Series> _series = [];
    private List<string> _categories = [];
    private int _values;

    /// <summary>Reads a chart part.</summary>
    /// <param name="xml">The part.</param>
    public static async Task<List<OfficePiece>> ReadAsync(PartXml xml)
    {
        var chart = new ChartText();
        while (await xml.ReadAsync().ConfigureAwait(false))
        {
            if (!xml.IsStart || xml.IsEmpty) continue;
            if (xml.Name == "title") await chart.AddTitleAsync(xml).ConfigureAwait(false);
            else if (xml.Name == "ser") await chart.AddSeriesAsync(xml).ConfigureAwait(false);
        }

        return chart.Pieces();
    }

    private async ValueTask AddTitleAsync(PartXml xml)
    {
        var (text, depth) = (new StringBuilder(), xml.Inside);
        while (await xml.ReadInAsync(depth).ConfigureAwait(false))
        {
            if (xml.IsText) await xml.AppendTextAsync(text, LongestText).ConfigureAwait(false);
            else if (xml.IsEnd && xml.Name == "p") text.Append(' ');
        }

        if (!string.IsNullOrWhiteSpace(text.ToString())) _titles.Add(text.ToString().Trim());
    }

    private async ValueTask AddSeriesAsync(PartXml xml)
    {
        var (series, depth) = (new Series(), xml.Inside);
        while (await xml.ReadInAsync(depth).ConfigureAwait(false))
        {
            if (!xml.IsStart || xml.IsEmpty) continue;
            if (xml.Name == "tx") series.Name = string.Join(' ', await ReadValuesAsync(xml).ConfigureAwait(false));
            else if (xml.Name is "cat" or "xVal") series.Categories = await ReadValuesAsync(xml).ConfigureAwait(false);
            else if (xml.Name is "val" or "yVal") series.Values = await ReadValuesAsync(xml).ConfigureAwait(false);
        }

        if (series.Categories.Count > _categories.Count) _categories = series.Categories;
        _series.Add(series);
    }

    // The values as they were when the chart was last drawn; where points are missing, their places stay empty.
    private async ValueTask<List<string>> ReadValuesAsync(PartXml xml)
    {
        var (values, index, depth) = (new List<string>(), 0L, xml.Inside);
        while (await xml.ReadInAsync(depth).ConfigureAwait(false))
        {
            if (!xml.IsStart) continue;
            if (xml.Name == "pt") index = xml.Number("idx") ?? values.Count;
            else if (xml.Name == "v" && index is >= 0 and < MostValues && _values < MostValues)
            {
                var text = new StringBuilder();
                await xml.AppendContentAsync(text, LongestText).ConfigureAwait(false);
                while (values.Count <= index) values.Add(string.Empty);
                values[(int)index] = NumberText.Shorten(text.ToString());
                _values++;
            }
        }

        return values;
    }

    private List<OfficePiece> Pieces()
    {
        var pieces = new List<OfficePiece>();
        if (_titles.Count > 0) pieces.Add(new(ElementKind.Caption, string.Join("; ", _titles)));
        if (_values == 0) return pieces;

        var rows = new StringBuilder();
        foreach (var series in _series) rows.Append('\t').Append(Cell(series.Name));
        var count = _series.Max(s => Math.Max(s.Values.Count, s.Categories.Count));
        for (var row = 0; row < count; row++)
        {
            rows.Append('\n').Append(Cell(_categories.ElementAtOrDefault(row)));
            foreach (var series in _series) rows.Append('\t').Append(Cell(series.Values.ElementAtOrDefault(row)));
        }

        pieces.Add(new(ElementKind.Table, rows.ToString()));
        return pieces;
    }

    private static string Cell(string? text) => text?.ReplaceLineEndings(" ").Replace('\t', ' ') ?? string.Empty;

    private sealed class Series
    {
        public string Name { get; set; } = string.Empty;
        public List<string> Categories { get; set; } = [];
        public List<string> Values { get; set; } = [];
    }
}
