using System.Globalization;
using System.Text.RegularExpressions;

namespace Edify.Rag.Generation.Citations.Support;

/// <summary>The numbers that one written number may be, so that 1.200 and 1,200, 3,5 and 3.5, 8:00 and 8 are the same.</summary>
internal static partial class NumberReadings
{
    /// <summary>The readings of a normalized number, itself first.</summary>
    public static IEnumerable<string> Of(string number)
    {
        yield return number;
        if (Grouped.IsMatch(number)) yield return number.Replace(".", string.Empty, StringComparison.Ordinal);
        if (FullHour.Match(number) is { Success: true } hour) yield return hour.Groups[1].Value;
        if (number.Length > 1 && number[0] == '0' && char.IsAsciiDigit(number[1])) yield return number.TrimStart('0') is { Length: > 0 } short_ ? short_ : "0";
        if (Decimal.Match(number) is { Success: true } real)
        {
            var fraction = real.Groups[2].Value.TrimEnd('0');
            yield return fraction.Length == 0 ? real.Groups[1].Value : $"{real.Groups[1].Value}.{fraction}";
            yield return $"{real.Groups[1].Value}:{real.Groups[2].Value}"; // 8.30 Uhr
        }
    }

    /// <summary>Day, month and year of a date in digits: 10.06.2025, 10/6/2025, 2025-06-10; nothing for other numbers.</summary>
    public static IEnumerable<string> PartsOfDate(string number)
    {
        var match = Date.Match(number);
        if (!match.Success) yield break;
        foreach (Group group in match.Groups.Cast<Group>().Skip(1))
        {
            if (group.Success) yield return int.Parse(group.ValueSpan, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);
        }
    }

    /// <summary>The month of a date in digits, from 1; 0 for other numbers. Of 10/6/2025 it is the 6th month, as in most of the world.</summary>
    public static int MonthOf(string number) =>
        Date.Match(number) is { Success: true } date && int.Parse(date.Groups[2].ValueSpan, CultureInfo.InvariantCulture) is >= 1 and <= 12 and var month ? month : 0;

    [GeneratedRegex(@"\A[0-9]{1,3}(?:\.[0-9]{3})+\z")]
    private static partial Regex Grouped { get; }

    [GeneratedRegex(@"\A0?([0-9]{1,2})[:.]00\z")]
    private static partial Regex FullHour { get; }

    [GeneratedRegex(@"\A([0-9]{1,9})[.,]([0-9]{1,9})\z")]
    private static partial Regex Decimal { get; }

    [GeneratedRegex(@"\A([0-9]{1,2})[./]([0-9]{1,2})[./]([0-9]{4})\z")]
    private static partial Regex Date { get; }
}
