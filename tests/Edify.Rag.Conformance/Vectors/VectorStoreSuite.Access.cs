namespace Edify.Rag.Conformance;

public abstract partial class VectorStoreSuite
{
    private static readonly string[] Tenants = [Tenant, "school-2", "school-3"];

    /// <summary>Nothing outside a scope is ever returned, on any leg, whoever asks and whatever the caller's own filter says.</summary>
    /// <remarks>Three times 40 principals and 300 documents: 36,000 pairs, each by count, walk and every leg.</remarks>
    /// <param name="seed">Start of the random numbers.</param>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Nothing_outside_the_scope_is_ever_returned(int seed)
    {
        var random = new TestRecords(seed * 1000);
        var records = Tenants.SelectMany(tenant => random.Many(100, Dimension, tenant)).ToList();
        await UpsertAsync(records);

        for (var i = 0; i < 40; i++)
        {
            var user = new RagUser($"user-{i}", Tenants[i % Tenants.Length]);
            var scope = AccessScope.For(user, random.Filter(depth: 2, Store.Capabilities));
            var filter = i % 3 == 0 ? VectorFilter.All : random.Filter(depth: 1, Store.Capabilities) | VectorFilter.AnyOf(RagFields.Tenant, "school-1", "school-2");
            var visible = records.Where(r => scope.Admits(r.Fields) && filter.Matches(r.Fields)).Select(r => r.Id).Order().ToList();

            await AssertSeesExactly(visible, scope, filter, random.Unit(Dimension));
        }
    }

    /// <summary>An empty scope sees nothing, and a user without a tenant has one.</summary>
    [Fact]
    public async Task A_scope_that_admits_nothing_sees_nothing()
    {
        var random = new TestRecords(50);
        await UpsertAsync([.. random.Many(20, Dimension, Tenant), .. random.Many(5, Dimension, "")]);

        await AssertSeesExactly([], AccessScope.For(new RagUser("u", ""), VectorFilter.All), VectorFilter.All, random.Unit(Dimension));
        await AssertSeesExactly([], AccessScope.For(new RagUser("u", Tenant), VectorFilter.None), VectorFilter.All, random.Unit(Dimension));
    }

    /// <summary>Rights that were taken away are gone with the next search, without a new embedding.</summary>
    [Fact]
    public async Task A_change_of_fields_changes_who_sees_a_record()
    {
        var random = new TestRecords(51);
        var records = random.Many(30, Dimension, Tenant);
        await UpsertAsync(records);
        var scope = AccessScope.For(new RagUser("u", Tenant), VectorFilter.Equal("audience", "staff"));
        await AssertSeesExactly([], scope, VectorFilter.All, random.Unit(Dimension));

        await Store.UpdateFieldsAsync(Collection, VectorFilter.All, new Dictionary<string, FieldValue> { ["audience"] = FieldValue.Many("staff", "board") });
        await SettleAsync();
        await AssertSeesExactly([.. records.Select(r => r.Id).Order()], scope, VectorFilter.All, random.Unit(Dimension));

        await Store.UpdateFieldsAsync(Collection, VectorFilter.All, new Dictionary<string, FieldValue> { ["audience"] = FieldValue.Many("board") });
        await SettleAsync();
        await AssertSeesExactly([], scope, VectorFilter.All, random.Unit(Dimension));
    }

    private async Task AssertSeesExactly(List<Guid> visible, AccessScope scope, VectorFilter filter, float[] vector)
    {
        var query = new VectorQuery { Limit = 1000, Filter = filter };

        Assert.Equal(visible.Count, await Store.CountAsync(Collection, scope, filter));
        Assert.Equal(visible, (await ScanAsync(new() { Filter = filter }, scope)).Select(r => r.Id));
        Assert.Equal(visible, (await SearchAsync(query with { Vector = vector }, scope)).Select(m => m.Record.Id).Order());
        if (!Store.Capabilities.HasFlag(VectorStoreCapabilities.Lexical)) return;
        Assert.Equal(visible, (await SearchAsync(query with { Text = TestRecords.AllWords }, scope)).Select(m => m.Record.Id).Order());
        Assert.Equal(visible, (await SearchAsync(query with { Text = TestRecords.AllWords, Vector = vector }, scope)).Select(m => m.Record.Id).Order());
    }
}
