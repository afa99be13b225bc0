namespace Edify.Rag.Conformance;

public abstract partial class VectorStoreSuite
{
    private static readonly DateTimeOffset Noon = new(2025, 3, 1, 12, 0, 0, TimeSpan.FromHours(2));

    /// <summary>Each kind of condition over each kind of value, where a record meets it and where none does.</summary>
    [Fact]
    public async Task Every_condition_over_every_kind_of_value_is_as_defined()
    {
        var record = new TestRecords(1).One(Dimension, Tenant) with
        {
            Fields = new Dictionary<string, FieldValue>
            {
                [RagFields.Tenant] = Tenant,
                ["text"] = "Maß \"x\" $ne 'y'; --",
                ["empty"] = "",
                ["integer"] = (1L << 53) + 1,
                ["number"] = 7.5,
                ["whole"] = 7.0,
                ["flag"] = false,
                ["time"] = Noon,
                ["many"] = FieldValue.Many("b", "a", "a"),
                ["dotted.name"] = "dotted",
                ["$where"] = "dollar",
            },
        };
        await UpsertAsync(record, new TestRecords(2).One(Dimension, Tenant));

        foreach (var filter in Conditions(record).Where(IsSupported))
        {
            var expected = filter.Matches(record.Fields) ? 1 : 0;
            Assert.True(expected == await Store.CountAsync(Collection, Everything, filter & VectorFilter.Exists("text")), $"{filter}");
        }
    }

    /// <summary>Random nested filters find exactly what <see cref="VectorFilter.Matches"/> says, by count, scan and search.</summary>
    /// <param name="seed">Start of the random numbers.</param>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Generated_filters_find_exactly_what_they_match(int seed)
    {
        var random = new TestRecords(seed);
        var records = random.Many(200, Dimension, Tenant);
        await UpsertAsync(records[..100]);
        await UpsertAsync(records[100..]);

        for (var i = 0; i < 60; i++)
        {
            var filter = random.Filter(depth: 3, Store.Capabilities);
            var expected = records.Where(record => filter.Matches(record.Fields)).Select(record => record.Id).Order().ToList();
            var query = new VectorQuery { Vector = random.Unit(Dimension), Filter = filter, Limit = 1000 };

            Assert.Equal(expected.Count, await Store.CountAsync(Collection, Everything, filter));
            Assert.Equal(expected, (await ScanAsync(new() { Filter = filter })).Select(record => record.Id));
            Assert.Equal(expected, (await SearchAsync(query)).Select(match => match.Record.Id).Order());
        }
    }

    private bool IsSupported(VectorFilter filter) => filter switch
    {
        VectorFilter.RangeFilter => Store.Capabilities.HasFlag(VectorStoreCapabilities.Ranges),
        VectorFilter.NotFilter => Store.Capabilities.HasFlag(VectorStoreCapabilities.Negation),
        VectorFilter.EqualFilter { Field: "many" } or VectorFilter.ExistsFilter { Field: "many" } =>
            Store.Capabilities.HasFlag(VectorStoreCapabilities.ArrayFields),
        _ => true,
    };

    private static IEnumerable<VectorFilter> Conditions(VectorRecord record)
    {
        FieldValue[] values =
        [
            "Maß \"x\" $ne 'y'; --", "Mass", "", (1L << 53) + 1, 1L << 53, 7L, 7.0, 7.5, (double)(1L << 53), true, false,
            Noon, Noon.ToUniversalTime(), Noon.AddTicks(10_000_000), "a", "b", "c", "dotted", "dollar",
        ];
        foreach (var field in record.Fields.Keys.Where(name => name != RagFields.Tenant).Append("missing"))
        {
            yield return VectorFilter.Exists(field);
            yield return !VectorFilter.Exists(field);
            yield return VectorFilter.AnyOf(field, values);
            foreach (var value in values)
            {
                yield return VectorFilter.Equal(field, value);
                yield return !VectorFilter.Equal(field, value);
                yield return VectorFilter.Range(field, from: value);
                yield return VectorFilter.Range(field, to: value);
                yield return VectorFilter.Range(field, value, value);
            }
        }

        yield return VectorFilter.All;
        yield return VectorFilter.None;
        yield return VectorFilter.AnyOf("text");
    }
}
