using System.Buffers;

namespace Edify.Rag.Hosting.Privacy.Detection.Finders;

/// <summary>Numbers to call: international ones (ITU-T E.164, 8 to 15 digits after "+" or "00"), national ones with a trunk "0", and those of North America.</summary>
internal sealed class PhoneFinder : ISpanFinder
{
    private const int Fewest = 8;
    private const int Most = 15;
    private const int FewestNational = 7;
    private const int MostNational = 13;
    private const string Separators = " -/.()";

    private static readonly SearchValues<char> OfDates = SearchValues.Create("0123456789./-");

    private static readonly ContextWords Context = new(
        "tel", "telefon", "telephone", "phone", "mobile", "mobil", "handy", "cell", "call", "fax", "whatsapp", "sms", "ring", "dial", "anruf", "rufen", "number", "nummer",
        "téléphone", "portable", "teléfono", "telefono", "móvil", "cellulare", "telefoon", "contact", "reach");

    public void Find(FoldedText text, List<PiiSpan> found)
    {
        var number = new DigitGroups();
        for (var i = 0; i < text.Length; i++)
        {
            if (!MayStart(text, i)) continue;
            var international = text[i] == '+';
            var start = i;
            for (var more = number.Read(text, international ? i + 1 : i, Separators); more; more = number.Drop())
            {
                if (!IsNumber(text, start, number, international)) continue;
                found.Add(text.ToSpan(start, number.End, PiiKind.Phone));
                i = number.End - 1;
                break;
            }
        }
    }

    // Each number is tried where it begins and nowhere else.
    private static bool MayStart(FoldedText text, int i)
    {
        if (text.IsWord(i - 1)) return false;
        var c = text[i];
        if (c == '+') return char.IsAsciiDigit(text.At(i + 1)) || (text.At(i + 1) is '(' or ' ' && char.IsAsciiDigit(text.At(i + 2)));
        if (c == '(') return char.IsAsciiDigit(text.At(i + 1));
        if (!char.IsAsciiDigit(c)) return false;

        // In the middle of a number in groups, or of a decimal one.
        return !(text.At(i - 1) is '.' or ',' or '-' or '/' or '+' or '(' && (char.IsAsciiDigit(text.At(i - 2)) || text.At(i - 1) is '+' or '('));
    }

    private static bool IsNumber(FoldedText text, int start, DigitGroups number, bool isInternational)
    {
        var digits = number.Digits;
        if (digits.Length is < FewestNational or > Most + 2) return false;
        if (isInternational) return digits.Length is >= Fewest and <= Most && digits[0] != '0';
        if (digits.StartsWith("00")) return digits.Length >= Fewest + 2 && digits[2] != '0';
        var written = text.Span[start..number.End];
        if (IsDate(written)) return false;
        if (digits[0] == '0' && digits.Length is >= 9 and <= 12 && number.Groups >= 2 && digits[1] != '0' && (!written.Contains('.') || ArePairs(written, number))) return true;
        if (IsNorthAmerican(written, digits)) return true;
        return digits.Length <= MostNational && (digits[0] == '0' || !written.Contains('.')) && Context.StandBefore(text, start);
    }

    // 0x.xx.xx.xx.xx, as France writes them; other numbers with points are sections and versions.
    private static bool ArePairs(ReadOnlySpan<char> written, DigitGroups number) => number.Digits.Length == 10 && number.Groups == 5 && written.Length == 14;

    // NPA-NXX-XXXX of the North American Numbering Plan: neither area nor exchange begins with 0 or 1.
    private static bool IsNorthAmerican(ReadOnlySpan<char> written, ReadOnlySpan<char> digits)
    {
        if (digits.Length == 11 && digits[0] == '1') digits = digits[1..];
        if (digits.Length != 10 || digits[0] < '2' || digits[3] < '2') return false;
        return written.Length >= 4 && written[^5] is '-' or '.' or ' ' && written.Length is >= 12 and <= 17 && (written.Contains('-') || written.Contains('(') || written.Count('.') == 2);
    }

    // 01.02.2024, 2024-02-01 and the like.
    private static bool IsDate(ReadOnlySpan<char> written) =>
        written.Length is >= 8 and <= 10 && !written.ContainsAnyExcept(OfDates) && DateReader.Read(written) is not null;
}
