using Edify.Rag.Hosting.Privacy.Detection.Checks;

namespace Edify.Rag.Hosting.Privacy.Detection.Finders;

/// <summary>Numbers of payment cards: the beginning of an issuer (ISO/IEC 7812), its length, and the check digit of Luhn.</summary>
internal sealed class PaymentCardFinder : ISpanFinder
{
    public void Find(FoldedText text, List<PiiSpan> found)
    {
        var number = new DigitGroups();
        for (var i = 0; i < text.Length; i++)
        {
            if (!text.StartsWord(i) || !char.IsAsciiDigit(text[i])) continue;
            for (var more = number.Read(text, i, " -"); more; more = number.Drop())
            {
                if (!IsCard(number.Digits)) continue;
                found.Add(text.ToSpan(i, number.End, PiiKind.PaymentCard));
                i = number.End - 1;
                break;
            }
        }
    }

    private static bool IsCard(ReadOnlySpan<char> digits) => digits.Length is >= 13 and <= 19 && IsIssued(digits) && Luhn.IsValid(digits);

    // Visa, Mastercard, American Express, Diners, Discover, JCB, UnionPay, Maestro.
    private static bool IsIssued(ReadOnlySpan<char> digits)
    {
        var (two, four) = (Head(digits, 2), Head(digits, 4));
        return digits.Length switch
        {
            13 or 19 when digits[0] == '4' => true,
            14 => two is 36 or 38 or 39 || four / 10 is >= 300 and <= 305,
            15 => two is 34 or 37,
            16 => digits[0] == '4' || two is >= 51 and <= 55 || four is >= 2221 and <= 2720 || four == 6011 || two is 65 or 62 or 35 or 50 or 67 || four / 10 is >= 644 and <= 649,
            17 or 18 or 19 => two is 62 or 63 or 67 or 50,
            _ => false,
        };
    }

    private static int Head(ReadOnlySpan<char> digits, int count)
    {
        var value = 0;
        foreach (var digit in digits[..count]) value = (value * 10) + (digit - '0');
        return value;
    }
}
