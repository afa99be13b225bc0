using Edify.Rag.Abstractions.Tests.Vectors;
using FsCheck;
using FsCheck.Fluent;

namespace Edify.Rag.Abstractions.Tests.Access;

public sealed class AccessScopeTests
{
    private static readonly RagUser Meera = new("meera", "north");

    private static readonly Gen<IReadOnlyDictionary<string, FieldValue>> Records =
        from fields in FilterGenerators.Record
        from tenant in Gen.Elements("north", "south", "", "North")
        from owned in Gen.Frequency((5, Gen.Constant(true)), (1, Gen.Constant(false)))
        select (IReadOnlyDictionary<string, FieldValue>)(owned ? new Dictionary<string, FieldValue>(fields) { [RagFields.Tenant] = tenant } : fields);

    [Fact]
    public void A_scope_admits_what_is_allowed_within_the_users_own_tenant() => Check((allowed, record) =>
        AccessScope.For(Meera, allowed).Admits(record) == (IsOf(record, "north") && allowed.Matches(record)));

    [Fact]
    public void No_scope_reaches_another_tenant() => Check((allowed, record) =>
        !IsOf(record, "north") ? !AccessScope.For(Meera, VectorFilter.All | allowed).Admits(record) && !AccessScope.ForSystem("north", "test").Admits(record) : true);

    [Fact]
    public void What_a_caller_adds_can_only_narrow() => Check((extra, record) =>
    {
        var scope = AccessScope.For(Meera, VectorFilter.Exists("grade"));
        return !(scope.Filter & extra).Matches(record) || scope.Admits(record);
    });

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void A_user_without_a_tenant_sees_nothing(string tenant)
    {
        var scope = AccessScope.For(new RagUser("meera", tenant), VectorFilter.All);

        Assert.True(scope.IsEmpty);
        Assert.False(scope.Admits(new Dictionary<string, FieldValue> { [RagFields.Tenant] = tenant }));
    }

    [Fact]
    public void A_user_who_is_granted_nothing_sees_nothing() => Assert.True(AccessScope.For(Meera, VectorFilter.None).IsEmpty);

    [Fact]
    public void A_scope_tells_whose_it_is_and_until_when()
    {
        var expiry = new DateTimeOffset(2025, 6, 1, 12, 0, 0, TimeSpan.Zero);
        var scope = AccessScope.For(Meera, VectorFilter.All, expiry);

        Assert.Equal(("north", "meera", expiry), (scope.Tenant, scope.Subject, scope.ExpiresAt));
        Assert.False(scope.IsEmpty);
    }

    [Fact]
    public void A_system_scope_names_its_reason()
    {
        var scope = AccessScope.ForSystem("north", "reconcile the ledger");

        Assert.Equal("system: reconcile the ledger", scope.Subject);
        Assert.True(scope.Admits(new Dictionary<string, FieldValue> { [RagFields.Tenant] = "north" }));
    }

    [Fact]
    public void A_system_scope_needs_a_tenant_and_a_reason()
    {
        Assert.Throws<ArgumentException>(() => AccessScope.ForSystem(" ", "reason"));
        Assert.Throws<ArgumentException>(() => AccessScope.ForSystem("north", " "));
    }

    [Fact]
    public void A_scope_needs_a_user_and_a_filter()
    {
        Assert.Throws<ArgumentNullException>(() => AccessScope.For(null!, VectorFilter.All));
        Assert.Throws<ArgumentNullException>(() => AccessScope.For(Meera, null!));
    }

    private static bool IsOf(IReadOnlyDictionary<string, FieldValue> record, string tenant) =>
        record.TryGetValue(RagFields.Tenant, out var owner) && owner.Equals(tenant);

    private static void Check(Func<VectorFilter, IReadOnlyDictionary<string, FieldValue>, bool> law) =>
        Prop.ForAll(FilterGenerators.Filter.ToArbitrary(), Records.ToArbitrary(), law).Check(Law.On(2000));
}
