namespace Edify.Rag.Hosting.Privacy.Detection;

/// <summary>Reads a date at the beginning of a text: "2011-03-09", "9.3.2011", "03/09/11", "9 March 2011", "March 9, 2011".</summary>
internal static class DateReader
{
    // English, German, French, Spanish, Italian, Dutch; by their first three letters without accents, which tell them apart well enough.
    private static readonly string[] Months =
    [
        "jan", "ene", "gen", "feb", "fev", "mar", "mrt", "maa", "apr", "avr", "abr", "may", "mai", "mag", "mei", "jun", "juin", "giu", "jul", "juil", "lug",
        "aug", "aou", "ago", "sep", "set", "oct", "okt", "ott", "nov", "dec", "dez", "dic",
    ];

    /// <summary>How long the date is; <see langword="null"/> where none begins here.</summary>
    public static int? Read(ReadOnlySpan<char> text)
    {
        var i = 0;
        if (text.IsEmpty) return null;
        if (char.IsLetter(text[0])) return MonthFirst(text);
        if (Number(text, ref i) is not (var first, var digits)) return null;
        if (digits == 4) return YearFirst(text, i, first);
        if (digits > 2 || i >= text.Length) return null;
        return text[i] is '.' or '/' or '-' && i + 1 < text.Length && char.IsAsciiDigit(text[i + 1]) ? Numeric(text, i, first) : DayFirst(text, i, first);
    }

    private static int? YearFirst(ReadOnlySpan<char> text, int i, int year)
    {
        if (!IsYear(year) || i >= text.Length || text[i] is not ('-' or '/' or '.')) return null;
        var separator = text[i++];
        if (Number(text, ref i) is not (>= 1 and <= 12, <= 2) || i >= text.Length || text[i++] != separator) return null;
        return Number(text, ref i) is (>= 1 and <= 31, <= 2) ? i : null;
    }

    private static int? Numeric(ReadOnlySpan<char> text, int i, int first)
    {
        var separator = text[i++];
        if (Number(text, ref i) is not (var second, <= 2) || i >= text.Length || text[i++] != separator) return null;
        if (i < text.Length && text[i] == ' ') i++;
        if (Number(text, ref i) is not (var year, var digits) || (digits != 2 && !(digits == 4 && IsYear(year)))) return null;
        return first is >= 1 and <= 31 && second is >= 1 and <= 31 && (first <= 12 || second <= 12) ? i : null;
    }

    private static int? DayFirst(ReadOnlySpan<char> text, int i, int day)
    {
        if (day is < 1 or > 31) return null;
        foreach (var ordinal in (ReadOnlySpan<string>)["st", "nd", "rd", "th", "er"])
        {
            if (text[i..].StartsWith(ordinal)) { i += 2; break; }
        }

        if (i < text.Length && text[i] == '.') i++;
        Skip(text, ref i);
        foreach (var joint in (ReadOnlySpan<string>)["of ", "de "])
        {
            if (text[i..].StartsWith(joint)) i += joint.Length;
        }

        if (!Month(text, ref i)) return null;
        Skip(text, ref i);
        foreach (var joint in (ReadOnlySpan<string>)["de ", "del "])
        {
            if (text[i..].StartsWith(joint)) i += joint.Length;
        }

        return Number(text, ref i) is (var year, 4) && IsYear(year) ? i : null;
    }

    private static int? MonthFirst(ReadOnlySpan<char> text)
    {
        var i = 0;
        if (!Month(text, ref i)) return null;
        Skip(text, ref i);
        if (Number(text, ref i) is not (>= 1 and <= 31, <= 2)) return null;
        if (i + 2 <= text.Length && text[i..(i + 2)] is "st" or "nd" or "rd" or "th") i += 2;
        Skip(text, ref i);
        return Number(text, ref i) is (var year, 4) && IsYear(year) ? i : null;
    }

    private static bool Month(ReadOnlySpan<char> text, ref int i)
    {
        var start = i;
        while (i < text.Length && char.IsLetter(text[i])) i++;
        var word = text[start..i];
        if (i < text.Length && text[i] == '.') i++;
        if (word.Length is < 3 or > 10) return false;
        foreach (var month in Months)
        {
            if (word.StartsWith(month, StringComparison.Ordinal)) return true;
        }

        return false;
    }

    private static void Skip(ReadOnlySpan<char> text, ref int i)
    {
        while (i < text.Length && text[i] is ' ' or ',') i++;
    }

    private static (int Value, int Digits)? Number(ReadOnlySpan<char> text, ref int i)
    {
        var (start, value) = (i, 0);
        while (i < text.Length && i - start < 5 && char.IsAsciiDigit(text[i])) value = (value * 10) + (text[i++] - '0');
        var digits = i - start;
        return digits is 0 or 5 ? null : (value, digits);
    }

    private static bool IsYear(int year) => year is >= 1900 and <= 2099;
}
