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
                ["one of many"] = FieldValue.Many("a"),
                ["none of many"] = FieldValue.Many(),
                ["dotted.name"] = "dotted",
                ["$where"] = "dollar",
            },
        };
        await UpsertAsync(record, new TestRecords(2).One(Dimension, Tenant));

        foreach (var filter in Conditions(record).Where(IsSupported))
        {
            var expected = filter.Matches(record.Fields) ? 1 : 0;
            var found = await Store.CountAsync(Collection, Everything, filter & VectorFilter.Exists("text"));
            Assert.True(expected == found, $"{FilterText.Of(filter)}: {found} instead of {expected}");
        }
    }

    /// <summary>A text equals itself and nothing else: neither in another case nor with a blank, and not written by other characters that look the same.</summary>
    [Fact]
    public async Task Texts_are_equal_to_the_letter()
    {
        string[] texts = ["maths", "Maths", "MATHS", "maths ", " maths", "math", "caf\u00E9", "cafe\u0301", "cafe"];
        var random = new TestRecords(41);
        var records = texts.Select(text => With(random.One(Dimension, Tenant), "subject", text)).ToList();
        await UpsertAsync(records);

        foreach (var (text, record) in texts.Zip(records))
        {
            var filter = VectorFilter.Equal("subject", text);
            Assert.Equal(record.Id, Assert.Single(await ScanAsync(new() { Filter = filter })).Id);
            Assert.Equal(record.Id, Assert.Single(await IdsOfAsync(new() { Vector = records[0].Vector, Filter = filter })));
            Assert.Equal(texts.Length - 1, await Store.CountAsync(Collection, Everything, VectorFilter.Exists("subject") & VectorFilter.AnyOf("subject", [.. texts.Where(t => t != text)])));
        }
    }

    /// <summary>Random nested filters find exactly what <see cref="VectorFilter.Matches"/> says, by count, walk and every leg of a search.</summary>
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

        for (var i = 0; i < 60; i++) await AssertFindsExactlyAsync(records, random.Filter(depth: 1 + (i % 4), Store.Capabilities));
    }

    /// <summary>Fields that are declared when there are records already are found as before, and so are those that never are.</summary>
    [Fact]
    public async Task Fields_may_be_declared_later()
    {
        var random = new TestRecords(4);
        var records = random.Many(120, Dimension, Tenant);
        await UpsertAsync(records[..60]);
        var fields = new Dictionary<string, FieldKind>(TestRecords.Fields) { ["dotted.name"] = FieldKind.Text, ["cost$"] = FieldKind.Text, ["tags"] = FieldKind.Texts };
        await Store.EnsureCollectionAsync(Definition() with { Fields = fields });
        await UpsertAsync(records[60..]);

        for (var i = 0; i < 20; i++) await AssertFindsExactlyAsync(records, random.Filter(depth: 2, Store.Capabilities));
    }

    private async Task AssertFindsExactlyAsync(IReadOnlyList<VectorRecord> records, VectorFilter filter)
    {
        if (await DifferenceAsync(records, filter) is null) return;
        var smallest = await FilterShrinking.SmallestAsync(filter, async smaller => await DifferenceAsync(records, smaller) is not null);
        Assert.Fail($"{FilterText.Of(smallest)}: {await DifferenceAsync(records, smallest) ?? "it differed, and does not any more"}");
    }

    /// <summary>What a filter finds by some way and should not, or the other way round; <see langword="null"/> when all is well.</summary>
    private async Task<string?> DifferenceAsync(IReadOnlyList<VectorRecord> records, VectorFilter filter)
    {
        var expected = records.Where(record => filter.Matches(record.Fields)).ToDictionary(record => record.Id);
        if (await Store.CountAsync(Collection, Everything, filter) is var count && count != expected.Count) return $"counted are {count} instead of {expected.Count}.";
        var query = new VectorQuery { Filter = filter, Limit = 1000 };
        List<(string Way, List<Guid> Found)> ways =
        [
            ("the walk", [.. (await ScanAsync(new() { Filter = filter })).Select(record => record.Id)]),
            ("the vector leg", await IdsOfAsync(query with { Vector = records[0].Vector })),
        ];
        if (Store.Capabilities.HasFlag(VectorStoreCapabilities.Lexical)) ways.Add(("the lexical leg", await IdsOfAsync(query with { Text = TestRecords.AllWords })));
        if (Store.Capabilities.HasFlag(VectorStoreCapabilities.Hybrid)) ways.Add(("both legs", await IdsOfAsync(query with { Vector = records[0].Vector, Text = TestRecords.AllWords })));

        foreach (var (way, found) in ways)
        {
            if (found.FirstOrDefault(id => !expected.ContainsKey(id)) is var wrong && wrong != Guid.Empty) return $"{way} finds {FilterText.Of(records.First(r => r.Id == wrong))}.";
            if (expected.Keys.Except(found).FirstOrDefault() is var lost && lost != Guid.Empty) return $"{way} does not find {FilterText.Of(expected[lost])}.";
            if (found.Count != expected.Count) return $"{way} finds one twice.";
        }

        return null;
    }

    private async Task<List<Guid>> IdsOfAsync(VectorQuery query, AccessScope? scope = null) => (await SearchAsync(query, scope)).ConvertAll(match => match.Record.Id);

    private bool IsSupported(VectorFilter filter) => filter switch
    {
        VectorFilter.RangeFilter f => Store.Capabilities.HasFlag(VectorStoreCapabilities.Ranges) && IsSupported(f.Field),
        VectorFilter.NotFilter f => Store.Capabilities.HasFlag(VectorStoreCapabilities.Negation) && IsSupported(f.Operand),
        VectorFilter.EqualFilter f => IsSupported(f.Field),
        VectorFilter.AnyOfFilter f => IsSupported(f.Field),
        VectorFilter.ExistsFilter f => IsSupported(f.Field),
        _ => true,
    };

    private bool IsSupported(string field) => !field.EndsWith("many", StringComparison.Ordinal) || Store.Capabilities.HasFlag(VectorStoreCapabilities.ArrayFields);

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
