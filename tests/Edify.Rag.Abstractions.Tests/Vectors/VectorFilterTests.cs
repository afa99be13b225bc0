using FsCheck;
using FsCheck.Fluent;
using static Edify.Rag.VectorFilter;

namespace Edify.Rag.Abstractions.Tests.Vectors;

public sealed class VectorFilterTests
{
    private static readonly IReadOnlyDictionary<string, FieldValue> Record = new Dictionary<string, FieldValue>
    {
        ["grade"] = 7L,
        ["roles"] = FieldValue.Many("teacher", "head"),
        ["nobody"] = FieldValue.Many(),
        ["title"] = "Fire drill",
    };

    [Fact]
    public void Matches_agrees_with_an_evaluator_written_from_the_words_of_the_contract() =>
        Check(FilterGenerators.Filter, (filter, record) => filter.Matches(record) == FilterOracle.Holds(filter, record));

    [Fact]
    public void And_means_that_both_hold() =>
        CheckPairs((a, b, record) => (a & b).Matches(record) == (a.Matches(record) && b.Matches(record)));

    [Fact]
    public void Or_means_that_at_least_one_holds() =>
        CheckPairs((a, b, record) => (a | b).Matches(record) == (a.Matches(record) || b.Matches(record)));

    [Fact]
    public void Not_means_that_it_does_not_hold() =>
        Check(FilterGenerators.Filter, (filter, record) => (!filter).Matches(record) == !filter.Matches(record));

    [Fact]
    public void Negation_distributes_as_De_Morgan_says() => CheckPairs((a, b, record) =>
        (!(a & b)).Matches(record) == (!a | !b).Matches(record) && (!(a | b)).Matches(record) == (!a & !b).Matches(record));

    [Fact]
    public void Negating_twice_gives_the_filter_back() => Prop.ForAll(FilterGenerators.Filter.ToArbitrary(), f => (!!f).Equals(f)).Check(Law.On(100));

    [Fact]
    public void All_and_none_are_simplified_away()
    {
        var some = Exists("grade");

        Assert.Same(some, some & All);
        Assert.Same(some, All & some);
        Assert.Same(None, some & None);
        Assert.Same(None, None & some);
        Assert.Same(some, some | None);
        Assert.Same(some, None | some);
        Assert.Same(All, some | All);
        Assert.Same(All, All | some);
        Assert.Same(None, !All);
        Assert.Same(All, !None);
    }

    [Fact]
    public void Groups_of_one_kind_are_flat_and_keep_their_order()
    {
        var (a, b, c) = (Exists("a"), Exists("b"), Exists("c"));

        Assert.Equal([a, b, c], Assert.IsType<AndFilter>(a & (b & c)).Operands);
        Assert.Equal([a, b, c], Assert.IsType<OrFilter>(a | b | c).Operands);
        Assert.Equal(2, Assert.IsType<OrFilter>(a & b | c).Operands.Count);
    }

    [Fact]
    public void A_field_with_several_values_satisfies_a_condition_when_any_of_them_does()
    {
        Assert.True(Equal("roles", "head").Matches(Record));
        Assert.True(AnyOf("roles", "pupil", "head").Matches(Record));
        Assert.False(Equal("roles", "pupil").Matches(Record));
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("nobody")]
    public void A_field_that_is_missing_or_without_a_value_satisfies_only_negations(string field)
    {
        VectorFilter[] conditions = [Equal(field, "x"), AnyOf(field, "x", "y"), Range(field, ""), Range(field), Exists(field)];

        Assert.All(conditions, c => Assert.False(c.Matches(Record)));
        Assert.All(conditions, c => Assert.True((!c).Matches(Record)));
    }

    [Fact]
    public void Both_bounds_of_a_range_are_included()
    {
        Assert.True(Range("grade", 7L, 7L).Matches(Record));
        Assert.True(Range("grade", to: 7.0).Matches(Record));
        Assert.False(Range("grade", 7.5).Matches(Record));
        Assert.False(Range("grade", 8L, 6L).Matches(Record));
    }

    [Fact]
    public void A_text_never_lies_between_numbers() => Assert.False(Range("title", long.MinValue, long.MaxValue).Matches(Record));

    [Fact]
    public void Any_of_no_values_matches_nothing_and_of_one_is_equality()
    {
        Assert.Same(None, AnyOf("grade"));
        Assert.Equal(Equal("grade", 7L), AnyOf("grade", 7L));
    }

    [Fact]
    public void A_range_without_bounds_asks_whether_the_field_has_a_value() => Assert.Equal(Exists("grade"), Range("grade"));

    [Fact]
    public void A_range_between_values_that_have_no_order_is_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => Range("grade", "a", 7L));

        Assert.Contains("Text to Integer", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public void A_condition_without_a_field_name_is_refused(string field)
    {
        Assert.Throws<ArgumentException>(() => Equal(field, 1L));
        Assert.Throws<ArgumentException>(() => AnyOf(field, 1L, 2L));
        Assert.Throws<ArgumentException>(() => Range(field, 1L));
        Assert.Throws<ArgumentException>(() => Range(field));
        Assert.Throws<ArgumentException>(() => Exists(field));
    }

    [Fact]
    public void Several_texts_are_not_a_value_to_compare_with()
    {
        var several = FieldValue.Many("a", "b");

        Assert.Throws<ArgumentException>(() => Equal("roles", several));
        Assert.Throws<ArgumentException>(() => AnyOf("roles", "a", several));
        Assert.Throws<ArgumentException>(() => Range("roles", several));
        Assert.Throws<ArgumentException>(() => Range("roles", to: several));
        Assert.Throws<ArgumentException>(() => Range("roles", several, several));
    }

    [Fact]
    public void Changing_the_list_that_a_filter_was_made_from_does_not_change_the_filter()
    {
        List<FieldValue> grades = [6L, 7L];
        var filter = AnyOf("grade", grades);

        grades.Clear();

        Assert.True(filter.Matches(Record));
    }

    private static void Check(Gen<VectorFilter> filters, Func<VectorFilter, IReadOnlyDictionary<string, FieldValue>, bool> law) =>
        Prop.ForAll(filters.ToArbitrary(), FilterGenerators.Record.ToArbitrary(), law).Check(Thorough);

    private static void CheckPairs(Func<VectorFilter, VectorFilter, IReadOnlyDictionary<string, FieldValue>, bool> law) =>
        Prop.ForAll(FilterGenerators.Filter.ToArbitrary(), FilterGenerators.Filter.ToArbitrary(), FilterGenerators.Record.ToArbitrary(), law).Check(Thorough);

    private static Config Thorough => Law.On(2000);
}
