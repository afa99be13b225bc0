namespace Edify.Rag.Hosting.Privacy.Detection.Checks;

/// <summary>Numbers of Germany.</summary>
internal static class GermanIds
{
    /// <summary>Steuerliche Identifikationsnummer: of the first ten digits one stands there twice or three times and the others once at most; the last is a check digit.</summary>
    public static bool IsTaxId(ReadOnlySpan<char> number)
    {
        if (number[0] == '0') return false;
        Span<int> counts = stackalloc int[10];
        foreach (var digit in number[..10]) counts[Sums.Digit(digit)]++;
        var repeated = 0;
        foreach (var count in counts)
        {
            if (count > 3) return false;
            if (count > 1) repeated++;
        }

        return repeated == 1 && CheckDigit(number[..10]) == Sums.Digit(number[10]);
    }

    /// <summary>Versicherungsnummer der Rentenversicherung: the letter counts as two digits, products by the sums of their digits.</summary>
    public static bool IsPension(ReadOnlySpan<char> number)
    {
        ReadOnlySpan<byte> weights = [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1];
        var letter = number[8] - 'a' + 1;
        Span<int> digits = stackalloc int[12];
        for (var i = 0; i < 8; i++) digits[i] = Sums.Digit(number[i]);
        (digits[8], digits[9], digits[10], digits[11]) = (letter / 10, letter % 10, Sums.Digit(number[9]), Sums.Digit(number[10]));
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var product = digits[i] * weights[i];
            sum += (product / 10) + (product % 10);
        }

        var month = (digits[4] * 10) + digits[5];
        return month is >= 1 and <= 12 && sum % 10 == Sums.Digit(number[11]);
    }

    // ISO/IEC 7064, MOD 11,10.
    private static int CheckDigit(ReadOnlySpan<char> digits)
    {
        var product = 10;
        foreach (var digit in digits)
        {
            var sum = (Sums.Digit(digit) + product) % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }

        return (11 - product) % 10;
    }
}
