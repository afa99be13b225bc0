using System.Globalization;

namespace Edify.Rag.Embeddings.Tokenization.Loading;

/// <summary>Reads numbers as the reference implementation reads them from JSON, which is not always to the nearest double.</summary>
/// <remarks>
/// It takes the digits as one integer and divides by a power of ten, which rounds twice. Scores that differ in the last bit decide
/// between ways of cutting a word that are equally good.
/// </remarks>
internal static class ReferenceNumber
{
    private const int LargestPower = 308;

    private static readonly double[] Powers =
        [.. Enumerable.Range(0, LargestPower + 1).Select(e => double.Parse($"1e{e.ToString(CultureInfo.InvariantCulture)}", CultureInfo.InvariantCulture))];

    public static double Parse(string number)
    {
        var isNegative = number[0] == '-';
        var end = number.AsSpan().IndexOfAny('e', 'E');
        var mantissa = end < 0 ? number.AsSpan() : number.AsSpan(0, end);
        if (mantissa.TrimStart('-').IndexOf('.') < 0 && end < 0) return double.Parse(number, CultureInfo.InvariantCulture);

        var exponent = end < 0 ? 0 : int.TryParse(number.AsSpan(end + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var e) ? e : 0;
        var value = Scale(Significand(mantissa, ref exponent), exponent);
        return isNegative ? -value : value;
    }

    // Digits that the integer has no room for are left out.
    private static ulong Significand(ReadOnlySpan<char> mantissa, ref int exponent)
    {
        var significand = 0UL;
        var (isFraction, isFull) = (false, false);
        foreach (var c in mantissa)
        {
            if (c == '.') isFraction = true;
            if (!char.IsAsciiDigit(c)) continue;
            var digit = (ulong)(c - '0');
            isFull |= significand > (ulong.MaxValue - digit) / 10;
            if (!isFull) significand = (10 * significand) + digit;
            if (isFull && !isFraction) exponent++;
            if (!isFull && isFraction) exponent--;
        }

        return significand;
    }

    private static double Scale(ulong significand, int exponent)
    {
        var value = (double)significand;
        while (exponent < -LargestPower)
        {
            if (value == 0) return value;
            value /= Powers[LargestPower];
            exponent += LargestPower;
        }

        if (exponent > LargestPower) return value == 0 ? value : double.PositiveInfinity;
        return exponent >= 0 ? value * Powers[exponent] : value / Powers[-exponent];
    }
}
