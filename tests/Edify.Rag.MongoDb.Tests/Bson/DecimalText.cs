using System.Globalization;
using Edify.Rag.MongoDb.Bson;

namespace Edify.Rag.MongoDb.Tests.Bson;

/// <summary>A Decimal128 as text, by the rules of its specification for the binary encoding.</summary>
internal static class DecimalText
{
    private const int Bias = 6176;
    private static readonly UInt128 Largest = UInt128.Parse("9999999999999999999999999999999999", CultureInfo.InvariantCulture);

    public static string Of(BsonDecimal128 value)
    {
        var sign = value.High >> 63 != 0 ? "-" : "";
        var combination = (int)(value.High >> 58) & 31;
        if (combination == 31) return "NaN";
        if (combination == 30) return sign + "Infinity";

        // Two leading ones shift the exponent and make a coefficient that is out of range, which counts as 0.
        var isLong = combination >> 3 == 3;
        var exponent = (int)(value.High >> (isLong ? 47 : 49) & 0x3FFF) - Bias;
        var coefficient = isLong ? UInt128.Zero : new UInt128(value.High & 0x1_FFFF_FFFF_FFFF, value.Low);
        if (coefficient > Largest) coefficient = UInt128.Zero;
        return sign + Text(coefficient.ToString(CultureInfo.InvariantCulture), exponent);
    }

    private static string Text(string digits, int exponent)
    {
        var adjusted = exponent + digits.Length - 1;
        if (exponent > 0 || adjusted < -6)
        {
            var fraction = digits.Length > 1 ? $".{digits[1..]}" : "";
            return $"{digits[0]}{fraction}E{(adjusted < 0 ? "" : "+")}{adjusted.ToString(CultureInfo.InvariantCulture)}";
        }

        if (exponent == 0) return digits;
        var whole = digits.Length + exponent;
        return whole > 0 ? $"{digits[..whole]}.{digits[whole..]}" : $"0.{new string('0', -whole)}{digits}";
    }
}
