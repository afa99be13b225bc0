using System.Globalization;
using Edify.Rag.Documents.OpenXml.Drawing;

namespace Edify.Rag.Documents.OpenXml.Xlsx;

/// <summary>How a cell shows its number (ISO/IEC 29500-1, 18.8.31).</summary>
/// <remarks>Dates and times are written as ISO 8601 does, and thousands are not separated, whatever the language of the program.</remarks>
internal sealed class NumberFormat
{
    private const double LastDate = 2_958_466;
    private const int DaysTo1904 = 1462;
    private const int FalseLeapDay = 60;

    private readonly NumberFormatSection[] _sections;

    private NumberFormat(NumberFormatSection[] sections) => _sections = sections;

    /// <summary>As many digits as are needed.</summary>
    public static NumberFormat General { get; } = Parse("General");

    /// <summary>Reads a format code.</summary>
    /// <param name="code">Sections for positive and negative numbers, zero and text.</param>
    public static NumberFormat Parse(string code) => new(NumberFormatParser.Parse(code));

    /// <summary>A number as it is shown.</summary>
    /// <param name="number">The number.</param>
    /// <param name="countsFrom1904">Whether days are counted from 1904.</param>
    public string Format(double number, bool countsFrom1904)
    {
        if (!double.IsFinite(number)) return string.Empty;
        var negative = number < 0;
        var section = _sections[negative && _sections.Length > 1 ? 1 : number == 0 && _sections.Length > 2 ? 2 : 0];
        if (section.IsTemporal) return FormatTime(section, number, countsFrom1904) ?? NumberText.Format(number);
        if (section.IsGeneral) return section.Wrap(NumberText.Format(negative && _sections.Length > 1 ? -number : number));
        var text = section.Write(Math.Abs(number));
        return negative && _sections.Length == 1 && text.AsSpan().ContainsAnyInRange('1', '9') ? "-" + text : text;
    }

    private static string? FormatTime(NumberFormatSection section, double days, bool countsFrom1904)
    {
        if (section.IsElapsed) return FormatElapsed(section, days);
        if (countsFrom1904) days += DaysTo1904;
        if (days is < 0 or >= LastDate) return null;

        // The first program of this kind took 1900 for a leap year, and all others have followed it.
        if (!countsFrom1904 && days is >= 1 and < FalseLeapDay) days++;
        var time = DateTime.UnixEpoch.AddDays(-25569).AddSeconds(Math.Round(days * 86_400));
        return time.ToString(section.TimePattern, CultureInfo.InvariantCulture);
    }

    private static string FormatElapsed(NumberFormatSection section, double days)
    {
        var seconds = (decimal)Math.Round(Math.Min(Math.Abs(days), LastDate) * 86_400);
        var text = string.Create(CultureInfo.InvariantCulture, $"{(days < 0 ? "-" : "")}{Math.Floor(seconds / 3600)}:{Math.Floor(seconds / 60 % 60):00}");
        return section.HasSeconds ? string.Create(CultureInfo.InvariantCulture, $"{text}:{seconds % 60:00}") : text;
    }
}
