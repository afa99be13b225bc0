using System.Globalization;
using System.Text;
using Edify.Rag.Documents.OpenXml.Drawing;

namespace Edify.Rag.Documents.OpenXml.Xlsx;

/// <summary>One section of a number format.</summary>
internal sealed class NumberFormatSection
{
    private const double LargestDecimal = 1e27;
    private const int MostDigits = 28;

    private string? _pattern;

    /// <summary>Text before the number.</summary>
    public StringBuilder Prefix { get; } = new();

    /// <summary>Text after it.</summary>
    public StringBuilder Suffix { get; } = new();

    /// <summary>Whether there is a place for the number.</summary>
    public bool HasDigits { get; set; }

    /// <summary>Whether the number is shown with as many digits as it needs.</summary>
    public bool IsGeneral { get; set; }

    /// <summary>Whether the number is shown with an exponent, as a fraction, or with text between its digits.</summary>
    public bool IsIrregular { get; set; }

    /// <summary>Fewest digits before the point.</summary>
    public int IntegerDigits { get; set; }

    /// <summary>Fewest digits after it.</summary>
    public int LeastDecimals { get; set; }

    /// <summary>Most digits after it.</summary>
    public int MostDecimals { get; set; }

    /// <summary>By which power of ten the number is multiplied.</summary>
    public int Scale { get; set; }

    /// <summary>Whether it shows a year.</summary>
    public bool HasYear { get; set; }

    /// <summary>Whether it shows a month, or minutes.</summary>
    public bool HasMonthOrMinutes { get; set; }

    /// <summary>Whether it shows a day.</summary>
    public bool HasDay { get; set; }

    /// <summary>Whether it shows hours.</summary>
    public bool HasHours { get; set; }

    /// <summary>Whether it shows seconds.</summary>
    public bool HasSeconds { get; set; }

    /// <summary>Whether it shows how much time went by, beyond a day.</summary>
    public bool IsElapsed { get; set; }

    /// <summary>Whether it shows a date or a time.</summary>
    public bool IsTemporal => HasYear || HasMonthOrMinutes || HasDay || HasHours || HasSeconds || IsElapsed;

    /// <summary>Pattern of the date or time.</summary>
    public string TimePattern
    {
        get
        {
            var hasTime = HasHours || HasSeconds;
            var time = HasSeconds ? "HH:mm:ss" : "HH:mm";
            var hasDate = HasYear || HasDay || (HasMonthOrMinutes && !hasTime);
            if (!hasDate) return time;
            var date = HasDay || hasTime || !HasYear ? "yyyy-MM-dd" : HasMonthOrMinutes ? "yyyy-MM" : "yyyy";
            return hasTime ? $"{date} {time}" : date;
        }
    }

    /// <summary>A number with the text around it.</summary>
    /// <param name="number">Not negative.</param>
    public string Write(double number)
    {
        if (!HasDigits) return Wrap(string.Empty);
        var scaled = Scale == 0 ? number : number * Math.Pow(10, Scale);
        if (IsIrregular || scaled >= LargestDecimal) return NumberText.Format(scaled);
        var rounded = Math.Round((decimal)scaled, Math.Min(MostDecimals, MostDigits), MidpointRounding.AwayFromZero);
        return Wrap(rounded.ToString(_pattern ??= Pattern(), CultureInfo.InvariantCulture));
    }

    /// <summary>A text with the text around it.</summary>
    /// <param name="text">The text.</param>
    public string Wrap(string text) => $"{Prefix}{text}{Suffix}";

    private string Pattern() => new string('0', Math.Clamp(IntegerDigits, 1, MostDigits)) + "." + new string('0', Math.Min(LeastDecimals, MostDigits))
        + new string('#', Math.Clamp(MostDecimals - LeastDecimals, 0, MostDigits));
}
