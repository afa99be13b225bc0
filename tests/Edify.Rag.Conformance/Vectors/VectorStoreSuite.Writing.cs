namespace Edify.Rag.Conformance;

public abstract partial class VectorStoreSuite
{
    /// <summary>The same records twice are the same records once.</summary>
    [Fact]
    public async Task Upserting_again_changes_nothing()
    {
        var records = new TestRecords(20).Many(50, Dimension, Tenant);
        await UpsertAsync(records);
        var once = await ScanAsync(new() { IncludeVectors = true });
        await UpsertAsync(records);
        var twice = await ScanAsync(new() { IncludeVectors = true });

        AssertSame(records, twice);
        Assert.All(once.Zip(twice), pair => Assert.Equal(pair.First.Vector.ToArray(), pair.Second.Vector.ToArray()));
        Assert.Equal(50, await Store.CountAsync(Collection, Everything));
        Assert.Equal(50, (await Store.MeasureCollectionAsync(Collection)).Records);
    }

    /// <summary>A record of a known id replaces the old one, vector, text and fields.</summary>
    [Fact]
    public async Task A_record_of_the_same_id_replaces_the_old_one_wholly()
    {
        var random = new TestRecords(21);
        var (old, other) = (random.One(Dimension, Tenant), random.One(Dimension, Tenant));
        await UpsertAsync(old, other);
        var replacement = random.One(Dimension, Tenant) with { Id = old.Id, Text = "quicksilver" };
        await UpsertAsync(replacement);

        AssertSame([replacement, other], await ScanAsync());
        Assert.Equal(1, (await SearchAsync(new() { Vector = replacement.Vector, Limit = 1 }))[0].Score, 1e-5);
        if (!Store.Capabilities.HasFlag(VectorStoreCapabilities.Lexical)) return;
        Assert.Equal(old.Id, Assert.Single(await SearchAsync(new() { Text = "quicksilver" })).Record.Id);
    }

    /// <summary>Of two records with one id in one call, the later wins.</summary>
    [Fact]
    public async Task Of_two_records_with_one_id_the_later_wins()
    {
        var random = new TestRecords(22);
        var first = random.One(Dimension, Tenant);
        var second = random.One(Dimension, Tenant) with { Id = first.Id };
        await UpsertAsync(first, second);

        AssertSame([second], await ScanAsync());
    }

    /// <summary>Ten thousand records in one call are ten thousand records.</summary>
    [Fact]
    public async Task Ten_thousand_records_in_one_call_are_stored()
    {
        var random = new TestRecords(23);
        var records = random.Many(10_000, Dimension, Tenant);
        await UpsertAsync(records);
        var query = random.Unit(Dimension);

        Assert.Equal(10_000, await Store.CountAsync(Collection, Everything));
        Assert.Equal(
            BruteForce.Nearest(records, query, VectorFilter.All, 20).Select(e => e.Record.Id),
            (await SearchAsync(new() { Vector = query, Limit = 20 })).Select(m => m.Record.Id));
    }

    /// <summary>What was stored stays as it was when it was stored.</summary>
    [Fact]
    public async Task What_the_caller_changes_afterwards_changes_nothing()
    {
        var record = new TestRecords(28).One(Dimension, Tenant);
        var (fields, vector) = (record.Fields.ToDictionary(), record.Vector.ToArray());
        await UpsertAsync(record with { Fields = fields, Vector = vector });
        fields["subject"] = "changed";
        fields[RagFields.Tenant] = "other";
        Array.Clear(vector);

        AssertSame([record], await ScanAsync());
        Assert.Equal(1, (await SearchAsync(new() { Vector = record.Vector }))[0].Score, 1e-5);
    }

    /// <summary>Nothing at all is stored without complaint.</summary>
    [Fact]
    public async Task No_records_are_no_error()
    {
        await UpsertAsync();

        Assert.Equal(0, await Store.CountAsync(Collection, Everything));
    }

    /// <summary>Texts of any script and of a megabyte come back as they were.</summary>
    [Fact]
    public async Task Texts_of_any_script_and_length_come_back_as_they_were()
    {
        string[] texts = ["", "Grüße", "مدرسة", "学校", "👩🏽‍🏫 e\u0301", "\0\u0001\n\r\t\"\\", new string('x', 1 << 20), string.Concat(Enumerable.Repeat("Schule 学校 ", 90_000))];
        var random = new TestRecords(24);
        var records = texts.Select(text => random.One(Dimension, Tenant) with
        {
            Text = text,
            Fields = new Dictionary<string, FieldValue> { [RagFields.Tenant] = Tenant, ["copy"] = text.Length < 1000 ? text : "long" },
        }).ToList();
        await UpsertAsync(records);

        AssertSame(records, await ScanAsync());
        Assert.Equal(1, await Store.CountAsync(Collection, Everything, VectorFilter.Equal("copy", "学校")));
    }

    /// <summary>What matches a filter is deleted from every leg, and what does not stays.</summary>
    [Fact]
    public async Task Deleting_removes_what_matches_and_nothing_else()
    {
        var records = new TestRecords(25).Many(120, Dimension, Tenant);
        await UpsertAsync(records);
        var filter = VectorFilter.AnyOf("subject", "maths", "science") & VectorFilter.Exists("grade");
        var kept = records.Where(record => !filter.Matches(record.Fields)).ToList();

        Assert.Equal(120 - kept.Count, await Store.DeleteAsync(Collection, filter));
        await SettleAsync();

        AssertSame(kept, await ScanAsync());
        Assert.Equal(kept.Count, (await SearchAsync(new() { Vector = records[0].Vector, Limit = 1000 })).Count);
        Assert.Equal(0, await Store.DeleteAsync(Collection, filter));
        Assert.Equal(0, await Store.DeleteAsync(Collection, VectorFilter.None));
        Assert.Equal(0, await Store.UpdateFieldsAsync(Collection, filter, new Dictionary<string, FieldValue> { ["subject"] = "music" }));
        AssertSame(kept, await ScanAsync());
        Assert.Equal(kept.Count, await Store.DeleteAsync(Collection, VectorFilter.All));
        Assert.Empty(await ScanAsync());
    }

    /// <summary>Fields are set on what matches: searches find the new value at once, and text and vector stay.</summary>
    [Fact]
    public async Task Updated_fields_are_found_and_all_else_stays()
    {
        var records = new TestRecords(26).Many(100, Dimension, Tenant);
        await UpsertAsync(records);
        var filter = VectorFilter.Equal("public", true);
        var changes = new Dictionary<string, FieldValue> { ["subject"] = "music", ["new.field"] = 3L, ["grade"] = FieldValue.Many() };
        var expected = records.ConvertAll(record => filter.Matches(record.Fields) ? record with { Fields = Changed(record.Fields) } : record);
        var changed = expected.Count(record => filter.Matches(record.Fields));

        Assert.Equal(changed, await Store.UpdateFieldsAsync(Collection, filter, changes));
        await SettleAsync();

        Assert.Equal(changed, await Store.CountAsync(Collection, Everything, VectorFilter.Equal("subject", "music") & VectorFilter.Equal("new.field", 3L)));
        Assert.Equal(expected.Count(r => r.Fields.ContainsKey("grade")), await Store.CountAsync(Collection, Everything, VectorFilter.Exists("grade")));
        var found = await SearchAsync(new() { Vector = records[0].Vector, Limit = 1000 });
        Assert.Equal(
            BruteForce.Nearest(records, records[0].Vector, VectorFilter.All, 1000).Select(e => e.Record.Id), found.Select(m => m.Record.Id));
        AssertSame(expected, (await ScanAsync()).Select(WithoutEmpty));

        Dictionary<string, FieldValue> Changed(IReadOnlyDictionary<string, FieldValue> fields) =>
            fields.Where(f => f.Key is not ("subject" or "grade")).Append(new("subject", "music")).Append(new("new.field", 3L)).ToDictionary();
    }

    /// <summary>A record that is not of this collection is refused, and with it the call.</summary>
    [Fact]
    public async Task A_vector_that_does_not_fit_is_refused_and_nothing_is_stored()
    {
        var random = new TestRecords(27);
        float[][] vectors = [random.Unit(Dimension + 1), [], new float[Dimension], [.. Enumerable.Repeat(float.NaN, Dimension)], [.. Enumerable.Repeat(float.PositiveInfinity, Dimension)]];

        foreach (var vector in vectors)
        {
            await Assert.ThrowsAnyAsync<ArgumentException>(() =>
                Store.UpsertAsync(Collection, [random.One(Dimension, Tenant), random.One(Dimension, Tenant) with { Vector = vector }]));
        }

        Assert.Equal(0, await Store.CountAsync(Collection, Everything));
    }
}
