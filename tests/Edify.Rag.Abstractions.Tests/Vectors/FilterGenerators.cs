using FsCheck;
using FsCheck.Fluent;

namespace Edify.Rag.Abstractions.Tests.Vectors;

/// <summary>Random values, records and filters over few names and few values, so that conditions often hold.</summary>
internal static class FilterGenerators
{
    private static readonly string[] FieldNames = ["grade", "year", "roles", "owner"];

    private static readonly string[] Texts = ["", "a", "b", "B", "7", "é"];

    private static readonly long[] Integers = [long.MinValue, -1, 0, 6, 7, (1L << 53) - 1, 1L << 53, (1L << 53) + 1, long.MaxValue];

    private static readonly double[] Numbers =
    [
        double.NegativeInfinity, -9223372036854775808.0, -0.5, -0.0, 0.0, 6.5, 7, 9007199254740991, 9007199254740992, 9007199254740994,
        9223372036854775808.0, double.PositiveInfinity,
    ];

    private static readonly DateTimeOffset Noon = new(2025, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly DateTimeOffset[] Times = [Noon, Noon.ToOffset(TimeSpan.FromHours(5)), Noon.AddTicks(1), DateTimeOffset.MinValue];

    public static Gen<string> Field { get; } = Gen.Elements(FieldNames);

    /// <summary>One value, of any kind but several texts.</summary>
    public static Gen<FieldValue> Single { get; } = Gen.OneOf(
        Gen.Elements(Texts).Select(v => (FieldValue)v),
        Gen.Elements(Integers).Select(v => (FieldValue)v),
        Gen.Elements(Numbers).Select(v => (FieldValue)v),
        Gen.Elements(true, false).Select(v => (FieldValue)v),
        Gen.Elements(Times).Select(v => (FieldValue)v),
        Gen.Constant(default(FieldValue)));

    /// <summary>A value of any kind.</summary>
    public static Gen<FieldValue> Value { get; } = Gen.Frequency(
        (4, Single),
        (1, Gen.Elements(Texts).ArrayOf(3).Select(items => FieldValue.Many(items))),
        (1, Gen.Elements(Texts).ArrayOf(1).Select(items => FieldValue.Many(items))),
        (1, Gen.Constant(FieldValue.Many())));

    public static Gen<IReadOnlyDictionary<string, FieldValue>> Record { get; } =
        from present in Gen.Elements(true, false).ArrayOf(FieldNames.Length)
        from values in Value.ArrayOf(FieldNames.Length)
        select (IReadOnlyDictionary<string, FieldValue>)FieldNames.Zip(values).Where((_, i) => present[i]).ToDictionary(p => p.First, p => p.Second);

    public static Gen<VectorFilter> Filter { get; } = Gen.Sized(size => OfDepth(Math.Min(3, size / 10)));

    private static Gen<VectorFilter> Leaf { get; } = Gen.OneOf(
        Gen.Elements(VectorFilter.All, VectorFilter.None),
        from field in Field from value in Single select VectorFilter.Equal(field, value),
        from field in Field from count in Gen.Choose(0, 4) from values in Single.ArrayOf(count) select VectorFilter.AnyOf(field, values),
        from field in Field from low in Single.OrNone() from high in Single.OrNone() select Range(field, low, high),
        Field.Select(VectorFilter.Exists));

    private static Gen<FieldValue?> OrNone(this Gen<FieldValue> values) =>
        Gen.OneOf(values.Select(v => (FieldValue?)v), Gen.Constant<FieldValue?>(null));

    // Bounds that have no order are refused; one of them alone is a condition all the same.
    private static VectorFilter Range(string field, FieldValue? from, FieldValue? to) =>
        from is { } low && to is { } high && !low.IsComparableTo(high) ? VectorFilter.Range(field, from) : VectorFilter.Range(field, from, to);

    private static Gen<VectorFilter> OfDepth(int depth)
    {
        if (depth == 0) return Leaf;
        var inner = OfDepth(depth - 1);
        return Gen.OneOf(
            Leaf,
            from left in inner from right in inner select left & right,
            from left in inner from right in inner select left | right,
            inner.Select(operand => !operand));
    }
}
