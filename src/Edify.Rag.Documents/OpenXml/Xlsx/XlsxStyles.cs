using System.Globalization;
using Edify.Rag.Documents.OpenXml.Packaging;

namespace Edify.Rag.Documents.OpenXml.Xlsx;

/// <summary>The number formats of the cells of a workbook.</summary>
internal sealed class XlsxStyles
{
    private const int MostFormats = 100_000;

    private readonly List<NumberFormat> _byCellFormat = [];
    private readonly Dictionary<long, NumberFormat> _formats = [];

    /// <summary>Reads the styles part, if there is one.</summary>
    /// <param name="package">The workbook.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async Task<XlsxStyles> ReadAsync(OfficePackage package, CancellationToken cancellationToken)
    {
        var styles = new XlsxStyles();
        if (package.Main.First("styles") is not { } part) return styles;
        using var xml = await package.OpenXmlAsync(part, cancellationToken).ConfigureAwait(false);
        var isInCells = false;
        while (await xml.ReadAsync().ConfigureAwait(false))
        {
            if (xml.Name == "cellXfs") isInCells = xml.IsStart && !xml.IsEmpty;
            else if (xml.IsStart && xml.Name == "numFmt") styles.Add(xml);
            else if (xml.IsStart && xml.Name == "xf" && isInCells && styles._byCellFormat.Count < MostFormats)
                styles._byCellFormat.Add(styles.Find(xml.Number("numFmtId") ?? 0));
        }

        return styles;
    }

    /// <summary>The format of a cell.</summary>
    /// <param name="style">What the cell says; <see langword="null"/> when it says nothing.</param>
    public NumberFormat Of(string? style) =>
        int.TryParse(style ?? "0", NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < _byCellFormat.Count
            ? _byCellFormat[index]
            : NumberFormat.General;

    private void Add(PartXml xml)
    {
        if (_formats.Count < MostFormats && xml.Number("numFmtId") is { } id && xml.Attribute("formatCode") is { } code)
            _formats.TryAdd(id, NumberFormat.Parse(code));
    }

    private NumberFormat Find(long id)
    {
        if (_formats.TryGetValue(id, out var known)) return known;
        return _formats[id] = NumberFormat.Parse(BuiltIn(id));
    }

    // Those below 164 that the standard names (18.8.30); those of East Asia are dates.
    private static string BuiltIn(long id) => id switch
    {
        1 or 3 or 37 or 38 => "0",
        2 or 4 or 39 or 40 => "0.00",
        9 => "0%",
        10 => "0.00%",
        >= 14 and <= 16 or (>= 27 and <= 31) or 36 or (>= 50 and <= 54) or 57 or 58 => "yyyy-mm-dd",
        17 => "yyyy-mm",
        18 or 20 or 32 or 34 or 55 => "h:mm",
        19 or 21 or 33 or 35 or 45 or 47 or 56 => "h:mm:ss",
        22 => "yyyy-mm-dd h:mm",
        46 => "[h]:mm:ss",
        _ => "General",
    };
}
