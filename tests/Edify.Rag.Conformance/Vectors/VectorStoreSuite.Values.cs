namespace Edify.Rag.Conformance;

public abstract partial class VectorStoreSuite
{
    /// <summary>Values come back with the kind they had: 7 is not 7.0, and one of several texts is not one text.</summary>
    [Fact]
    public async Task Values_come_back_of_the_kind_they_were()
    {
        FieldValue[] values =
        [
            "", "7", "true", "2025-03-01T10:00:00Z", 7L, long.MinValue, long.MaxValue, 7.0, -0.25, 1e300, 5e-324, double.MaxValue, double.PositiveInfinity, true, false,
            Noon, Noon.AddTicks(1), FieldValue.Many("one"), FieldValue.Many("b", "a", "a"),
        ];
        var fields = values.Select((value, i) => ($"field{i}", value)).Append((RagFields.Tenant, Tenant)).ToDictionary(f => f.Item1, f => f.Item2);
        await UpsertAsync(new TestRecords(60).One(Dimension, Tenant) with { Fields = fields });

        var found = Assert.Single(await ScanAsync()).Fields;

        Assert.Equal(fields.Count, found.Count);
        Assert.All(fields, field => Assert.Equal((field.Value.Kind, field.Value), (found[field.Key].Kind, found[field.Key])));
    }

    /// <summary>Ranges of texts follow the ordinal order of UTF-16, in which U+E000 comes after all beyond U+FFFF.</summary>
    [Fact]
    public async Task Ranges_of_texts_follow_the_ordinal_order()
    {
        Require(VectorStoreCapabilities.Ranges);
        string[] texts = ["", "A", "Z", "a", "ä", "z", "\u0001", "\u0002", "学校", "\uD7FF", "\uE000", "\uFF0C", "\U00010000", "\U0001F600", "\U0010FFFD", "a\uE000", "a\U0001F600"];
        var random = new TestRecords(61);
        var records = texts.Select(text => random.One(Dimension, Tenant) with
        {
            Fields = new Dictionary<string, FieldValue> { [RagFields.Tenant] = Tenant, ["subject"] = text, ["many"] = FieldValue.Many("~", text) },
        }).ToList();
        await UpsertAsync(records);

        foreach (var bound in texts)
        {
            VectorFilter[] filters = [VectorFilter.Range("subject", from: bound), VectorFilter.Range("subject", to: bound), VectorFilter.Range("many", bound, bound + "\u0002")];
            foreach (var filter in filters.Where(f => f is not VectorFilter.RangeFilter { Field: "many" } || Store.Capabilities.HasFlag(VectorStoreCapabilities.ArrayFields)))
            {
                Assert.Equal(
                    records.Where(r => filter.Matches(r.Fields)).Select(r => r.Id).Order(),
                    (await ScanAsync(new() { Filter = filter })).Select(r => r.Id));
            }
        }
    }

    /// <summary>Numbers are compared by value, whatever their kind, at the edges of both.</summary>
    [Fact]
    public async Task Numbers_are_compared_by_value_at_the_edges_of_their_kinds()
    {
        Require(VectorStoreCapabilities.Ranges);
        FieldValue[] numbers =
        [
            long.MinValue, long.MinValue + 1, -1L, 0L, 1L << 53, (1L << 53) + 1, 1L << 62, (1L << 62) + 1, long.MaxValue, -9223372036854775808.0, -0.5, 0.1, 0.5,
            (double)(1L << 53), (double)(1L << 62), 9223372036854775808.0, 1e300, -1e300, double.Epsilon, double.PositiveInfinity, double.NegativeInfinity,
        ];
        var random = new TestRecords(62);
        var records = numbers.Select(number => random.One(Dimension, Tenant) with
        {
            Fields = new Dictionary<string, FieldValue> { [RagFields.Tenant] = Tenant, ["weight"] = number },
        }).ToList();
        await UpsertAsync(records);

        foreach (var number in numbers)
        {
            foreach (var filter in new[] { VectorFilter.Equal("weight", number), VectorFilter.Range("weight", from: number), VectorFilter.Range("weight", to: number) })
            {
                Assert.Equal(
                    records.Where(r => filter.Matches(r.Fields)).Select(r => r.Id).Order(),
                    (await ScanAsync(new() { Filter = filter })).Select(r => r.Id));
            }
        }
    }
}
