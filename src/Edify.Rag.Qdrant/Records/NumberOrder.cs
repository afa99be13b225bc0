using System.Globalization;

namespace Edify.Rag.Qdrant.Records;

/// <summary>Integers and numbers in one order, by value, which the server's doubles alone can't hold: 2^53 and 2^53 + 1 are one double.</summary>
/// <remarks>
/// A value is the greatest double that is not above it, and what is left, an integer. Both together have the order of the values,
/// whatever their kinds. JSON has no infinity, so it is the greatest double and one more, and the least and one less.
/// </remarks>
internal static class NumberOrder
{
    // Below, every integer is a double, so nothing is ever left.
    private const double Exact = 1L << 53;

    private const double TwoTo63 = 9223372036854775808.0;

    public static OrderedValue Of(FieldValue value) => value.Kind == FieldKind.Integer ? Of(value.AsInteger()) : Of(value.AsNumber());

    private static OrderedValue Of(long integer)
    {
        var high = (double)integer;
        if (high >= TwoTo63 || (long)high > integer) high = double.BitDecrement(high);
        return Value(high, integer - (long)high);
    }

    private static OrderedValue Of(double number) => number switch
    {
        double.PositiveInfinity => Value(double.MaxValue, 1),
        double.NegativeInfinity => Value(double.MinValue, -1),
        _ => Value(number, 0),
    };

    private static OrderedValue Value(double high, long fine)
    {
        var isPlain = Math.Abs(high) < Exact;
        return new(Json(high), fine, isPlain, isPlain);
    }

    // Integers in all their digits: the server reads these exactly, and other numbers to within the last bit.
    private static string Json(double number) => number switch
    {
        0 => "0",
        > -TwoTo63 and < 2 * TwoTo63 when Math.Floor(number) == number => number.ToString("F0", CultureInfo.InvariantCulture),
        _ => number.ToString("R", CultureInfo.InvariantCulture),
    };
}
