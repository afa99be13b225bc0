using System.Collections.Frozen;

namespace Edify.Rag.Hosting.Privacy.Detection.Checks;

/// <summary>The checks that patterns may name. Each gets small letters and digits, in the shape of the pattern; the pack tells their sources.</summary>
internal static class IdChecks
{
    public static FrozenDictionary<string, IdCheck> All { get; } = new Dictionary<string, IdCheck>(StringComparer.OrdinalIgnoreCase)
    {
        ["none"] = static _ => true,
        ["luhn"] = Luhn.IsValid,
        ["verhoeff"] = Verhoeff.IsValid,
        ["ean13"] = Ean13,
        ["de-tax-id"] = GermanIds.IsTaxId,
        ["de-pension"] = GermanIds.IsPension,
        ["gb-nino"] = BritishIds.IsNationalInsurance,
        ["gb-nhs"] = BritishIds.IsNhs,
        ["us-ssn"] = SocialSecurity,
        ["es-dni"] = static number => SpanishLetter(number[..8], number[8]),
        ["es-nie"] = static number => SpanishLetter([(char)('0' + number[0] - 'x'), .. number[1..8]], number[8]),
        ["fr-nir"] = FrenchNir,
        ["it-codice-fiscale"] = CodiceFiscale.IsValid,
        ["nl-bsn"] = static number => number[0] + number[1] > '0' + '0' && (Sums.Weighted(number[..8], [9, 8, 7, 6, 5, 4, 3, 2]) - Sums.Digit(number[8])) % 11 == 0,
        ["pl-pesel"] = static number => Dates.IsPesel(number) && Sums.Weighted(number, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]) % 10 == 0,
        ["se-personnummer"] = static number => Dates.IsSwedish(number[^10..]) && Luhn.IsValid(number[^10..]),
        ["in-aadhaar"] = static number => number[0] >= '2' && Verhoeff.IsValid(number),
        ["br-cpf"] = BrazilianCpf,
        ["ie-pps"] = IrishPps,
        ["cz-rodne-cislo"] = static number => Dates.IsCzech(number) && long.Parse(number, System.Globalization.CultureInfo.InvariantCulture) % 11 == 0,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static bool Ean13(ReadOnlySpan<char> number) => Sums.Weighted(number, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]) % 10 == 0;

    // Areas 000, 666 and 900 up, group 00 and serial 0000 are not given; 078-05-1120 stood in wallets, 219-09-9999 in advertisements.
    private static bool SocialSecurity(ReadOnlySpan<char> number) =>
        number[..3] is not "000" and not "666" && number[0] != '9' && number[3..5] is not "00" && number[5..] is not "0000" && number is not ("078051120" or "219099999");

    private static bool SpanishLetter(ReadOnlySpan<char> digits, char letter) =>
        "trwagmyfpdxbnjzsqvhlcke"[int.Parse(digits, System.Globalization.CultureInfo.InvariantCulture) % 23] == letter;

    private static bool FrenchNir(ReadOnlySpan<char> number)
    {
        Span<char> digits = stackalloc char[13];
        number[..13].CopyTo(digits);
        if (digits[6] is 'a' or 'b')
        {
            if (digits[5] != '2') return false;
            (digits[5], digits[6]) = ('1', digits[6] == 'a' ? '9' : '8');
        }

        var month = (Sums.Digit(number[3]) * 10) + Sums.Digit(number[4]);
        if (!char.IsAsciiDigit(digits[6]) || !(month is >= 1 and <= 12 or >= 20 and <= 42 or >= 50)) return false;
        var culture = System.Globalization.CultureInfo.InvariantCulture;
        return 97 - (long.Parse(digits, culture) % 97) == int.Parse(number[13..], culture);
    }

    private static bool BrazilianCpf(ReadOnlySpan<char> number)
    {
        if (number.IndexOfAnyExcept(number[0]) < 0) return false;
        var first = Sums.Weighted(number[..9], [10, 9, 8, 7, 6, 5, 4, 3, 2]) * 10 % 11 % 10;
        var second = Sums.Weighted(number[..10], [11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) * 10 % 11 % 10;
        return first == Sums.Digit(number[9]) && second == Sums.Digit(number[10]);
    }

    private static bool IrishPps(ReadOnlySpan<char> number)
    {
        var sum = Sums.Weighted(number[..7], [8, 7, 6, 5, 4, 3, 2]) + (number.Length > 8 && number[8] != 'w' ? 9 * (number[8] - 'a' + 1) : 0);
        return "wabcdefghijklmnopqrstuv"[sum % 23] == number[7];
    }
}
