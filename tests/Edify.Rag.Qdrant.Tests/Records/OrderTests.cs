using System.Globalization;
using Edify.Rag.Qdrant.Records;
using FsCheck;
using FsCheck.Fluent;

namespace Edify.Rag.Qdrant.Tests.Records;

/// <summary>What stands for values that the server can't compare has their order.</summary>
public sealed class OrderTests
{
    private static readonly FieldValue[] Edges =
    [
        long.MinValue, long.MinValue + 1, -(1L << 53) - 1, -1L, 0L, 1L << 53, (1L << 53) + 1, 1L << 62, (1L << 62) + 1, long.MaxValue - 1, long.MaxValue,
        -9223372036854775808.0, 9223372036854775808.0, (double)(1L << 53), -0.0, 0.5, double.Epsilon, -double.Epsilon, double.MaxValue, double.MinValue,
        double.PositiveInfinity, double.NegativeInfinity, 1e19, -1e19, 18446744073709551616.0,
    ];

    [Fact]
    public void Numbers_of_both_kinds_have_the_order_of_their_values() =>
        Assert.All(Edges, one => Assert.All(Edges, other => Assert.Equal(Math.Sign(one.CompareTo(other)), Compare(NumberOrder.Of(one), NumberOrder.Of(other)))));

    [Fact]
    public void Any_integer_and_any_number_have_the_order_of_their_values() =>
        Prop.ForAll<long, double>(ArbMap.Default.ArbFor<long>(), ArbMap.Default.ArbFor<double>(), (integer, number) =>
        {
            if (double.IsNaN(number)) return;
            FieldValue[] values = [integer, integer + 1, number, (double)integer, double.BitIncrement(integer)];
            Assert.All(values, one => Assert.All(values, other => Assert.Equal(Math.Sign(one.CompareTo(other)), Compare(NumberOrder.Of(one), NumberOrder.Of(other)))));
        }).Check(Law.On(500));

    [Fact]
    public void Where_one_step_decides_nothing_is_left()
    {
        Assert.All(Edges.Select(NumberOrder.Of).Where(v => v.IsLeast || v.IsMost), v => Assert.Equal(0, v.Fine));
        Assert.All(Edges.Where(v => Math.Abs(v.AsNumber()) >= 1L << 53).Select(NumberOrder.Of), v => Assert.False(v.IsLeast || v.IsMost));
    }

    [Fact]
    public void Times_are_told_apart_to_the_tick()
    {
        var noon = new DateTimeOffset(2025, 3, 1, 12, 0, 0, TimeSpan.Zero);
        var times = Enumerable.Range(-15, 31).Select(ticks => noon.AddTicks(ticks)).ToList();

        Assert.All(times, time => Assert.Equal(time, TimeOrder.Read(TimeOrder.Of(time).High.Trim('"')).AddTicks(TimeOrder.Of(time).Fine)));
        Assert.Equal(times, times.OrderBy(time => TimeOrder.Of(time).High, StringComparer.Ordinal).ThenBy(time => TimeOrder.Of(time).Fine));
    }

    [Fact]
    public void Texts_have_their_ordinal_order_within_the_parts_of_a_bound() =>
        Prop.ForAll(Arb.From(Gen.Two(Text)), pair =>
        {
            var (value, bound) = pair;
            if (bound.Length > TextOrder.MaxBoundLength) return;
            var (left, right) = (TextOrder.Parts(value), TextOrder.Parts(bound));
            var deciding = Enumerable.Range(0, right.Length).FirstOrDefault(i => i >= left.Length || left[i] != right[i], -1);
            Assert.True(deciding < left.Length, "The part that decides is kept.");
            Assert.Equal(Math.Sign(string.CompareOrdinal(value, bound)), deciding < 0 ? 0 : left[deciding].CompareTo(right[deciding]));
        }).Check(Law.On(2_000));

    [Fact]
    public void A_part_of_a_text_is_a_number_that_a_double_holds() =>
        Assert.All(TextOrder.Parts(new string('\uFFFF', 60)), part => Assert.InRange(part, 0, 1L << 53));

    // Long and short, with much in common, and with what sorts oddly.
    private static Gen<string> Text => Gen.Choose(0, 60).SelectMany(length =>
        Gen.Elements('a', 'b', '\0', '\uD83D', '\uDE00', '\uE000', '\uFFFF').ArrayOf(length).Select(tail => new string('a', Math.Max(0, 50 - length)) + new string(tail)));

    private static int Compare(OrderedValue one, OrderedValue other)
    {
        var (left, right) = (Number(one.High), Number(other.High));
        return left != right ? left.CompareTo(right) : Math.Sign(one.Fine.CompareTo(other.Fine));
    }

    private static double Number(string json) => double.Parse(json, CultureInfo.InvariantCulture);
}
