using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace Edify.Rag.Abstractions.Tests.Vectors;

public sealed class FieldValueTests
{
    private static readonly Arbitrary<FieldValue> Values = FilterGenerators.Value.ToArbitrary();

    [Fact]
    public void Order_is_the_exact_order_of_the_values() => Prop.ForAll(FilterGenerators.Single.ToArbitrary(), FilterGenerators.Single.ToArbitrary(), (a, b) =>
        FilterOracle.Order(a, b) is not { } order || (a.IsComparableTo(b) && Math.Sign(a.CompareTo(b)) == order)).Check(Thorough);

    [Fact]
    public void Order_is_antisymmetric() =>
        Prop.ForAll(Values, Values, (a, b) => Math.Sign(a.CompareTo(b)) == -Math.Sign(b.CompareTo(a))).Check(Thorough);

    [Fact]
    public void Order_is_transitive_among_comparable_values() => Prop.ForAll(Values, Values, Values, (a, b, c) =>
        !(a.IsComparableTo(b) && b.IsComparableTo(c)) || a.CompareTo(b) > 0 || b.CompareTo(c) > 0 || a.CompareTo(c) <= 0).Check(Thorough);

    [Fact]
    public void Order_is_transitive_over_all_kinds_so_that_mixed_values_sort() => Prop.ForAll(Values, Values, Values, (a, b, c) =>
        a.CompareTo(b) > 0 || b.CompareTo(c) > 0 || a.CompareTo(c) <= 0).Check(Thorough);

    [Fact]
    public void Equality_is_an_equivalence() => Prop.ForAll(Values, Values, Values, (a, b, c) =>
        a.Equals(a) && a.Equals(b) == b.Equals(a) && (!(a.Equals(b) && b.Equals(c)) || a.Equals(c))).Check(Thorough);

    [Fact]
    public void Equal_values_have_one_hash() =>
        Prop.ForAll(Values, Values, (a, b) => !a.Equals(b) || a.GetHashCode() == b.GetHashCode()).Check(Thorough);

    [Fact]
    public void Values_are_equal_exactly_when_they_are_comparable_and_neither_comes_first() =>
        Prop.ForAll(Values, Values, (a, b) => a.Equals(b) == (a.IsComparableTo(b) && a.CompareTo(b) == 0)).Check(Thorough);

    [Fact]
    public void An_integer_equals_the_number_of_its_value()
    {
        Assert.Equal<FieldValue>(7L, 7.0);
        Assert.NotEqual<FieldValue>(7L, 7.5);
    }

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1L << 53)]
    public void An_integer_and_the_number_of_its_value_have_one_hash(long integer)
    {
        FieldValue number = (double)integer;

        Assert.Equal<FieldValue>(integer, number);
        Assert.Equal(((FieldValue)integer).GetHashCode(), number.GetHashCode());
    }

    [Fact]
    public void Zero_has_no_sign()
    {
        FieldValue negative = -0.0, positive = 0.0, integer = 0L;

        Assert.Equal(negative, positive);
        Assert.Equal(negative, integer);
        Assert.Equal(negative.GetHashCode(), positive.GetHashCode());
    }

    [Theory]
    [InlineData((1L << 53) - 1, 9007199254740992.0, -1)]
    [InlineData(1L << 53, 9007199254740992.0, 0)]
    [InlineData((1L << 53) + 1, 9007199254740992.0, 1)]
    [InlineData(long.MaxValue, 9223372036854775808.0, -1)]
    [InlineData(long.MinValue, -9223372036854775808.0, 0)]
    [InlineData(long.MinValue, double.NegativeInfinity, 1)]
    [InlineData(-1, -0.5, -1)]
    [InlineData(0, -0.5, 1)]
    public void Integers_that_no_double_holds_are_compared_exactly(long integer, double number, int order)
    {
        Assert.Equal(order, Math.Sign(((FieldValue)integer).CompareTo(number)));
        Assert.Equal(-order, Math.Sign(((FieldValue)number).CompareTo(integer)));
    }

    [Fact]
    public void NaN_is_refused() => Assert.Throws<ArgumentException>(() => (FieldValue)double.NaN);

    [Fact]
    public void A_null_text_is_refused() => Assert.Throws<ArgumentNullException>(() => (FieldValue)(string)null!);

    [Fact]
    public void The_default_value_is_the_empty_text()
    {
        FieldValue value = default;

        Assert.Equal(FieldKind.Text, value.Kind);
        Assert.Equal(string.Empty, value.AsText());
        Assert.Equal("", value);
        Assert.Equal(((FieldValue)"").GetHashCode(), value.GetHashCode());
    }

    [Fact]
    public void One_moment_is_one_value_whatever_its_offset()
    {
        var noon = new DateTimeOffset(2025, 6, 1, 12, 0, 0, TimeSpan.Zero);
        FieldValue utc = noon, india = noon.ToOffset(new TimeSpan(5, 30, 0));

        Assert.Equal(utc, india);
        Assert.Equal(utc.ToString(), india.ToString());
        Assert.Equal(TimeSpan.Zero, india.AsTime().Offset);
    }

    [Fact]
    public void Texts_are_compared_by_ordinal_in_every_culture()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.True(((FieldValue)"B").CompareTo("a") < 0);
            Assert.Equal("0.5", ((FieldValue)0.5).ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Several_texts_are_equal_when_all_of_them_are_in_order()
    {
        Assert.Equal(FieldValue.Many("a", "b"), FieldValue.Many("a", "b"));
        Assert.NotEqual(FieldValue.Many("a", "b"), FieldValue.Many("b", "a"));
        Assert.NotEqual(FieldValue.Many("a"), (FieldValue)"a");
        Assert.Empty(FieldValue.Many().Items!);
    }

    [Fact]
    public void Changing_the_texts_that_a_value_was_made_from_does_not_change_the_value()
    {
        string[] roles = ["teacher"];
        var value = FieldValue.Many(roles);

        roles[0] = "head";

        Assert.Equal(["teacher"], value.Items!);
    }

    [Fact]
    public void Reading_a_value_as_another_kind_says_which_kind_it_is()
    {
        var error = Assert.Throws<InvalidOperationException>(() => ((FieldValue)7L).AsText());

        Assert.Equal("The field value is of kind Integer, not Text.", error.Message);
        Assert.Throws<InvalidOperationException>(() => ((FieldValue)7.0).AsInteger());
        Assert.Throws<InvalidOperationException>(() => default(FieldValue).AsBoolean());
        Assert.Equal(7.0, ((FieldValue)7L).AsNumber());
    }

    private static Config Thorough => Law.On(5000);
}
