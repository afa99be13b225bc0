namespace Edify.Rag.Hosting.Privacy.Detection.Checks;

/// <summary>The check digit of ISO/IEC 7812-1, annex B (H. P. Luhn, US patent 2,950,048).</summary>
internal static class Luhn
{
    public static bool IsValid(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[^(i + 1)] - '0';
            if ((i & 1) == 1 && (digit *= 2) > 9) digit -= 9;
            sum += digit;
        }

        return digits.Length > 1 && sum % 10 == 0;
    }
}
