using Edify.Rag.Abstractions.Tests.Vectors;
using FsCheck;
using FsCheck.Fluent;
using static Edify.Rag.VectorFilter;

namespace Edify.Rag.Abstractions.Tests.Access;

public sealed class ScopeFingerprintTests
{
    private static readonly Arbitrary<VectorFilter> Filters = FilterGenerators.Filter.ToArbitrary();

    [Fact]
    public void It_does_not_depend_on_the_order_of_operands_or_values()
    {
        Assert.Equal(Of(Exists("a") & Exists("b") & Exists("c")), Of(Exists("c") & (Exists("a") & Exists("b"))));
        Assert.Equal(Of(Exists("a") | Exists("b")), Of(Exists("b") | Exists("a")));
        Assert.Equal(Of(AnyOf("grade", 6L, 7L, 8L)), Of(AnyOf("grade", 8L, 6L, 7L)));
    }

    [Fact]
    public void It_is_the_same_for_operands_in_either_order() =>
        Prop.ForAll(Filters, Filters, (a, b) => Of(a & b) == Of(b & a) && Of(a | b) == Of(b | a)).Check(Thorough);

    [Fact]
    public void Filters_that_tell_records_apart_have_different_fingerprints() => Prop.ForAll(
        Filters, Filters, FilterGenerators.Record.ToArbitrary(), (a, b, record) => a.Matches(record) == b.Matches(record) || Of(a) != Of(b)).Check(Thorough);

    [Fact]
    public void Filters_that_look_alike_have_different_fingerprints()
    {
        VectorFilter[] filters =
        [
            All, None, Exists("a"), !Exists("a"), Equal("a", "b"), Equal("ab", ""), Equal("a", "7"), Equal("a", 7L), Equal("a", true), Equal("a", "true"),
            AnyOf("a", "b", "c"), AnyOf("a", "b", "bc"), AnyOf("a", "bb", "c"), Equal("a", "b") | Equal("a", "c"), Equal("a", "b") & Equal("a", "c"),
            Range("a", 1L), Range("a", to: 1L), Range("a", 1L, 1L), Equal("a", 1L),
            Exists("a") & (Exists("b") | Exists("c")), (Exists("a") & Exists("b")) | Exists("c"),
            Equal("a", "b)exists(1:c"), Equal("a", "1:b1:c"),
            Equal("a", "\ud800"), Equal("a", "\ud801"), Equal("a", "\ufffd"),
        ];

        Assert.Equal(filters.Length, filters.Select(Of).Distinct().Count());
    }

    [Fact]
    public void It_differs_between_tenants() => Assert.NotEqual(
        AccessScope.For(new RagUser("u", "north"), All).Fingerprint, AccessScope.For(new RagUser("u", "south"), All).Fingerprint);

    [Fact]
    public void Users_with_the_same_rights_share_it() => Assert.Equal(
        AccessScope.For(new RagUser("meera", "north"), Exists("grade")).Fingerprint, AccessScope.For(new RagUser("arun", "north"), Exists("grade")).Fingerprint);

    [Fact]
    public void It_is_32_lower_case_hexadecimal_digits() => Assert.Matches("^[0-9a-f]{32}$", Of(Exists("a")));

    private static Config Thorough => Law.On(2000);

    private static string Of(VectorFilter filter) => AccessScope.For(new RagUser("u", "t"), filter).Fingerprint;
}
