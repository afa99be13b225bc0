using System.Numerics;

namespace Edify.Rag.Abstractions.Tests.Vectors;

/// <summary>What filters mean, written down a second time, slowly and from the words of the contract alone.</summary>
internal static class FilterOracle
{
    public static bool Holds(VectorFilter filter, IReadOnlyDictionary<string, FieldValue> record)
    {
        switch (filter)
        {
            case VectorFilter.AllFilter:
                return true;
            case VectorFilter.NoneFilter:
                return false;
            case VectorFilter.EqualFilter equal:
                return Values(record, equal.Field).Any(v => Same(v, equal.Value));
            case VectorFilter.AnyOfFilter anyOf:
                return (from v in Values(record, anyOf.Field) from wanted in anyOf.Values select Same(v, wanted)).Any(same => same);
            case VectorFilter.RangeFilter range:
                return Values(record, range.Field).Any(v => AtLeast(v, range.From) && AtMost(v, range.To));
            case VectorFilter.ExistsFilter exists:
                return Values(record, exists.Field).Count > 0;
            case VectorFilter.AndFilter and:
                return !and.Operands.Any(o => !Holds(o, record));
            case VectorFilter.OrFilter or:
                return or.Operands.Any(o => Holds(o, record));
            case VectorFilter.NotFilter not:
                return !Holds(not.Operand, record);
            default:
                throw new ArgumentException($"The oracle does not know {filter}.");
        }
    }

    /// <summary>Order of two values, exact to the last digit; <see langword="null"/> where there is none.</summary>
    public static int? Order(FieldValue left, FieldValue right) => (left.Kind, right.Kind) switch
    {
        (FieldKind.Integer or FieldKind.Number, FieldKind.Integer or FieldKind.Number) => Exact(left).CompareTo(Exact(right)),
        (FieldKind.Text, FieldKind.Text) => Math.Sign(string.CompareOrdinal(left.AsText(), right.AsText())),
        (FieldKind.Boolean, FieldKind.Boolean) => left.AsBoolean().CompareTo(right.AsBoolean()),
        (FieldKind.Time, FieldKind.Time) => left.AsTime().UtcTicks.CompareTo(right.AsTime().UtcTicks),
        _ => null,
    };

    private static List<FieldValue> Values(IReadOnlyDictionary<string, FieldValue> record, string field)
    {
        if (!record.TryGetValue(field, out var value)) return [];
        return value.Kind == FieldKind.Texts ? [.. value.Items!.Select(item => (FieldValue)item)] : [value];
    }

    private static bool Same(FieldValue left, FieldValue right) => Order(left, right) == 0;

    private static bool AtLeast(FieldValue value, FieldValue? bound) => bound is null || Order(value, bound.Value) >= 0;

    private static bool AtMost(FieldValue value, FieldValue? bound) => bound is null || Order(value, bound.Value) <= 0;

    // Twice the value as a big integer, exact for all integers and for the halves that the generators use.
    private static BigInteger Exact(FieldValue value)
    {
        if (value.Kind == FieldKind.Integer) return 2 * new BigInteger(value.AsInteger());
        var number = value.AsNumber();
        if (double.IsInfinity(number)) return BigInteger.Pow(2, 2000) * Math.Sign(number);
        return new BigInteger(number * 2);
    }
}
