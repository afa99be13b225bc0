namespace Edify.Rag.Conformance;

public abstract partial class VectorStoreSuite
{
    /// <summary>Maintenance changes and deletes in the tenant that its filter names what the filter matches, and nothing else.</summary>
    /// <param name="seed">Start of the random numbers.</param>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Maintenance_stays_within_the_tenant_that_it_names(int seed)
    {
        var random = new TestRecords(seed * 500);
        var records = Tenants.SelectMany(tenant => random.Many(50, Dimension, tenant)).ToDictionary(record => record.Id);
        await UpsertAsync([.. records.Values]);

        for (var i = 0; i < 12; i++)
        {
            var filter = VectorFilter.Equal(RagFields.Tenant, Tenants[i % Tenants.Length]) & random.Filter(depth: 2, Store.Capabilities);
            var matched = records.Values.Where(record => filter.Matches(record.Fields)).ToList();
            if (i % 4 == 3)
            {
                Assert.Equal(matched.Count, await Store.DeleteAsync(Collection, filter));
                foreach (var record in matched) records.Remove(record.Id);
            }
            else
            {
                var changes = new Dictionary<string, FieldValue> { ["subject"] = $"subject {i}", ["weight"] = FieldValue.Many(), ["round"] = (long)i };
                Assert.Equal(matched.Count, await Store.UpdateFieldsAsync(Collection, filter, changes));
                foreach (var record in matched) records[record.Id] = Changed(record, changes);
            }

            await SettleAsync();
            foreach (var tenant in Tenants)
            {
                var found = await ScanAsync(scope: AccessScope.ForSystem(tenant, "conformance tests"));
                AssertSame(records.Values.Where(record => record.Fields[RagFields.Tenant].AsText() == tenant), found.Select(WithoutEmpty));
            }
        }

        static VectorRecord Changed(VectorRecord record, Dictionary<string, FieldValue> changes) =>
            WithoutEmpty(record with { Fields = record.Fields.Where(f => !changes.ContainsKey(f.Key)).Concat(changes).ToDictionary() });
    }

    /// <summary>Random principals ask for random documents by every way there is; a rule of its own, which knows no filters, says what each may see.</summary>
    /// <remarks>One question over n documents tries n pairs: twice 60 principals and 300 documents are 36,000 pairs, each by every way.</remarks>
    /// <param name="seed">Start of the random numbers.</param>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Principals_see_what_a_rule_without_filters_lets_them_see(int seed)
    {
        Require(VectorStoreCapabilities.ArrayFields | VectorStoreCapabilities.Ranges | VectorStoreCapabilities.Negation);
        var outcome = await AccessTrial.RunAsync(Store, Another(), seed);

        Assert.True(outcome.Pairs >= 10_000, $"Only {outcome.Pairs} pairs were tried.");
        Assert.Empty(outcome.Leaks);
        Assert.Empty(outcome.Misses);
    }
}
