using System.Buffers;

namespace Edify.Rag.Documents.OpenXml.Xlsx;

/// <summary>Reads format codes, such as "#,##0.00 \"kg\";[Red]-0".</summary>
internal ref struct NumberFormatParser
{
    private const int LongestCode = 1024;
    private const int MostSections = 4;

    private static readonly SearchValues<char> Units = SearchValues.Create("hHmMsS");

    private readonly ReadOnlySpan<char> _code;
    private readonly List<NumberFormatSection> _sections = [new()];
    private int _at;
    private bool _isAfterPoint;
    private int _commas;

    private NumberFormatParser(ReadOnlySpan<char> code) => _code = code[..Math.Min(code.Length, LongestCode)];

    private readonly NumberFormatSection Section => _sections[^1];

    /// <summary>Reads a code.</summary>
    /// <param name="code">The code; a section that makes no sense shows the number as it is.</param>
    public static NumberFormatSection[] Parse(string code)
    {
        var parser = new NumberFormatParser(code);
        while (parser._at < parser._code.Length && parser._sections.Count <= MostSections) parser.Take();
        parser.EndDigits();
        return [.. parser._sections];
    }

    private void Take()
    {
        var c = _code[_at++];
        switch (c)
        {
            case ';': EndSection(); break;
            case '"': TakeLiteral(Until('"')); break;
            case '\\' when _at < _code.Length: TakeLiteral(_code.Slice(_at++, 1)); break;
            case '_' or '*': _at++; break;
            case '[': TakeBracket(Until(']')); break;
            case '0' or '#' or '?': TakeDigit(c); break;
            case '.' when !Section.IsTemporal: _isAfterPoint = true; break;
            case ',': _commas++; break;
            case '%': Section.Scale += 2; TakeLiteral("%"); break;
            case '/' when !Section.IsTemporal: Section.IsIrregular = true; break;
            case '@': Section.IsGeneral = true; break;
            default: TakeLetter(c); break;
        }
    }

    private void TakeLetter(char c)
    {
        var rest = _code[(_at - 1)..];
        if (Skip(rest, "General")) Section.IsGeneral = true;
        else if (Skip(rest, "AM/PM") || Skip(rest, "A/P")) Section.HasHours = true;
        else if (c is 'E' or 'e' && _at < _code.Length && _code[_at] is '+' or '-') Section.IsIrregular = true;
        else if (c is 'y' or 'Y' || (c == 'e' && !Section.HasDigits)) Section.HasYear = true;
        else if (c is 'm' or 'M') Section.HasMonthOrMinutes = true;
        else if (c is 'd' or 'D') Section.HasDay = true;
        else if (c is 'h' or 'H') Section.HasHours = true;
        else if (c is 's' or 'S') Section.HasSeconds = true;
        else TakeLiteral(rest[..1]);
    }

    private bool Skip(ReadOnlySpan<char> rest, string word)
    {
        if (!rest.StartsWith(word, StringComparison.OrdinalIgnoreCase)) return false;
        _at += word.Length - 1;
        return true;
    }

    private readonly void TakeLiteral(ReadOnlySpan<char> text)
    {
        (Section.HasDigits || Section.IsGeneral ? Section.Suffix : Section.Prefix).Append(text);
    }

    // [Red] and [>100] say nothing about the text; [$€-407] names a currency, and [h] counts hours beyond a day.
    private readonly void TakeBracket(ReadOnlySpan<char> text)
    {
        if (text.StartsWith('$')) TakeLiteral(text[1..(text.IndexOf('-') is > 0 and var end ? end : text.Length)]);
        else if (text.Length > 0 && !text.ContainsAnyExcept(Units)) Section.IsElapsed = true;
    }

    private void TakeDigit(char c)
    {
        // Zeros after seconds are their fractions.
        if (Section.IsTemporal) return;
        if (Section is { HasDigits: true, Suffix.Length: > 0 }) Section.IsIrregular = true;
        Section.HasDigits = true;
        _commas = 0;
        if (!_isAfterPoint) Section.IntegerDigits += c == '0' ? 1 : 0;
        else
        {
            Section.MostDecimals++;
            if (c == '0') Section.LeastDecimals = Section.MostDecimals;
        }
    }

    private void EndSection()
    {
        EndDigits();
        _sections.Add(new NumberFormatSection());
    }

    // Commas behind the last digit divide by a thousand each.
    private void EndDigits()
    {
        if (Section.HasDigits) Section.Scale -= 3 * _commas;
        _commas = 0;
        _isAfterPoint = false;
    }

    private ReadOnlySpan<char> Until(char end)
    {
        var rest = _code[_at..];
        var length = rest.IndexOf(end) is >= 0 and var found ? found : rest.Length;
        _at += length + 1;
        return rest[..length];
    }
}
