using System.Globalization;

namespace Edify.Rag.Documents.OpenXml.Drawing;

/// <summary>Writes numbers as people do: files hold the nearest binary ones, such as 0.30000000000000004.</summary>
internal static class NumberText
{
    /// <summary>A number with at most 15 significant digits; other text stays as it is.</summary>
    /// <param name="text">As it stands in the file.</param>
    public static string Shorten(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? Format(number) : text;

    /// <summary>A number with at most 15 significant digits.</summary>
    /// <param name="number">Finite.</param>
    public static string Format(double number)
    {
        if (number == 0) return "0";
        if (Math.Abs(number) is >= 1e15 or < 1e-9) return number.ToString("G15", CultureInfo.InvariantCulture);
        return ((decimal)number).ToString("0.####################", CultureInfo.InvariantCulture);
    }
}
