using System.Text;
using Edify.Rag.Qdrant.Filtering;

namespace Edify.Rag.Qdrant.Tests.Filtering;

public sealed class FilterJsonTests
{
    private const string NoRecord = """{"has_id":[0]}""";

    public static TheoryData<VectorFilter, string> Translations => new()
    {
        { VectorFilter.Equal("subject", "maths"), """{"key":"text_subject","match":{"value":"maths"}}""" },
        { VectorFilter.AnyOf("roles", "teacher", "parent", "teacher"), """{"key":"text_roles","match":{"any":["teacher","parent"]}}""" },
        { VectorFilter.Equal("grade", 7L), """{"key":"number_grade","range":{"gte":7,"lte":7}}""" },
        { VectorFilter.Equal("weight", 7.5), """{"key":"number_weight","range":{"gte":7.5,"lte":7.5}}""" },
        { VectorFilter.Range("weight", from: 1L, to: 2.5), """{"key":"number_weight","range":{"gte":1,"lte":2.5}}""" },
        { VectorFilter.Equal("public", true), """{"key":"flag_public","match":{"value":true}}""" },
        { VectorFilter.Range("public", from: true), """{"should":[{"key":"flag_public","match":{"value":true}}]}""" },
        { VectorFilter.Equal("a.b[]", "x"), """{"key":"text_a-002Eb-005B-005D","match":{"value":"x"}}""" },
        { VectorFilter.Equal("a", "\" $ne }"), """{"key":"text_a","match":{"value":"\" $ne }"}}""" },
        {
            VectorFilter.AnyOf("mixed", "7", 7L, true),
            """{"should":[{"key":"text_mixed","match":{"value":"7"}},{"key":"number_mixed","range":{"gte":7,"lte":7}},{"key":"flag_mixed","match":{"value":true}}]}"""
        },
        {
            VectorFilter.Equal("n", long.MaxValue),
            """{"must":[{"key":"number_n","range":{"gte":9223372036854774784,"lte":9223372036854774784}},{"key":"fine_n","range":{"gte":1023}},{"must_not":[{"key":"fine_n","range":{"gt":1023}}]}]}"""
        },
        {
            VectorFilter.Range("updated", from: new DateTimeOffset(2025, 3, 1, 12, 0, 0, TimeSpan.FromHours(2))),
            """{"key":"time_updated","range":{"gte":"2025-03-01T10:00:00.000000Z"}}"""
        },
        {
            VectorFilter.Exists("x"),
            """{"should":[{"must_not":[{"is_empty":{"key":"text_x"}}]},{"must_not":[{"is_empty":{"key":"number_x"}}]},{"must_not":[{"is_empty":{"key":"flag_x"}}]},{"must_not":[{"is_empty":{"key":"time_x"}}]}]}"""
        },
        {
            VectorFilter.Range("s", from: "a"),
            """{"nested":{"key":"order_s","filter":{"must":[{"should":[{"must":[{"key":"a","range":{"gte":1683627180032}}]}]}]}}}"""
        },
        { !VectorFilter.Equal("a", "x"), """{"must_not":[{"key":"text_a","match":{"value":"x"}}]}""" },
        {
            VectorFilter.Equal("a", "x") | VectorFilter.Equal("b", "y"),
            """{"should":[{"key":"text_a","match":{"value":"x"}},{"key":"text_b","match":{"value":"y"}}]}"""
        },
        { VectorFilter.None, NoRecord },
    };

    [Theory]
    [MemberData(nameof(Translations))]
    public void A_condition_becomes_the_servers(VectorFilter filter, string expected) =>
        Assert.Equal($$"""{"must":[{{expected}}],"must_not":[{{NoRecord}}]}""", Text(filter));

    [Fact]
    public void What_tells_of_the_collection_is_no_record() => Assert.Equal($$"""{"must_not":[{{NoRecord}}]}""", Text(VectorFilter.All));

    [Fact]
    public void Conditions_that_must_all_hold_stand_side_by_side() => Assert.Equal(
        $$$"""{"must":[{"key":"text_a","match":{"value":"x"}},{"key":"text_b","match":{"value":"y"}}],"must_not":[{{{NoRecord}}}]}""",
        Text(VectorFilter.Equal("a", "x") & VectorFilter.Equal("b", "y")));

    [Fact]
    public void A_range_of_texts_with_a_bound_that_is_too_long_is_refused_and_none_is_made_up()
    {
        Assert.Contains("nested", Text(VectorFilter.Range("s", to: new string('x', 47))), StringComparison.Ordinal);
        Assert.Contains("47", Assert.Throws<ArgumentException>(() => Text(VectorFilter.Range("s", to: new string('x', 48)))).Message, StringComparison.Ordinal);
    }

    private static string Text(VectorFilter filter) => Encoding.UTF8.GetString(FilterJson.Of(filter));
}
