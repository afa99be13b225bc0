namespace Edify.Rag.Hosting.Privacy.Detection.Checks;

/// <summary>Sums that check digits are made of.</summary>
internal static class Sums
{
    public static int Digit(char c) => c - '0';

    /// <summary>Each digit times its weight.</summary>
    public static int Weighted(ReadOnlySpan<char> digits, ReadOnlySpan<byte> weights)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++) sum += Digit(digits[i]) * weights[i];
        return sum;
    }
}
