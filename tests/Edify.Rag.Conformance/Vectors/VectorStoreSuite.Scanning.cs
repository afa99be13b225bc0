namespace Edify.Rag.Conformance;

public abstract partial class VectorStoreSuite
{
    /// <summary>A walk goes by id, with vectors when they are asked for.</summary>
    [Fact]
    public async Task A_scan_goes_in_id_order_with_vectors_when_asked()
    {
        var records = new TestRecords(30).Many(300, Dimension, Tenant);
        await UpsertAsync(records[..150]);
        await UpsertAsync(records[150..]);
        var ordered = records.OrderBy(record => record.Id).ToList();

        var bare = await ScanAsync();
        var full = await ScanAsync(new() { IncludeVectors = true });

        Assert.Equal(ordered.Select(r => r.Id), bare.Select(r => r.Id));
        Assert.All(bare, record => Assert.True(record.Vector.IsEmpty));
        Assert.Equal(ordered.Select(r => r.Id), full.Select(r => r.Id));
        Assert.All(ordered.Zip(full), pair => Assert.Equal(1, BruteForce.Dot(pair.First.Vector.Span, pair.Second.Vector.Span), 1e-5));
    }

    /// <summary>A walk over any of many values of a field gives these records with their vectors: how vectors are found again by what they were made of.</summary>
    [Fact]
    public async Task A_scan_for_any_of_many_values_gives_vectors()
    {
        var records = new TestRecords(34).Many(400, Dimension, Tenant)
            .Select((record, i) => record with { Fields = new Dictionary<string, FieldValue>(record.Fields) { [RagFields.Content] = $"key {i}" } }).ToArray();
        await UpsertAsync(records);
        var wanted = records.Where((_, i) => i % 3 == 0).OrderBy(record => record.Id).ToList();
        var filter = VectorFilter.Equal(RagFields.Tenant, Tenant)
            & VectorFilter.AnyOf(RagFields.Content, [.. wanted.Select(record => record.Fields[RagFields.Content]), "key of none"]);

        var found = await ScanAsync(new() { Filter = filter, IncludeVectors = true });
        Assert.Equal(wanted.Select(record => record.Id), found.Select(record => record.Id));
        Assert.All(wanted.Zip(found), pair => Assert.Equal(1, BruteForce.Dot(pair.First.Vector.Span, pair.Second.Vector.Span), 1e-5));
        Assert.Equal(400, await Store.CountAsync(Collection, Everything, VectorFilter.Exists(RagFields.Content)));
    }

    /// <summary>A walk beside a writer sees every record that was there from its beginning to its end, once.</summary>
    [Fact]
    public async Task A_scan_beside_a_writer_sees_each_lasting_record_once()
    {
        var lasting = new TestRecords(31).Many(500, Dimension, Tenant);
        await UpsertAsync(lasting);
        var random = new TestRecords(32);
        var seen = new List<Guid>();

        await foreach (var record in Store.ScanAsync(Collection, Everything))
        {
            seen.Add(record.Id);
            if (seen.Count % 50 == 0) await Store.UpsertAsync(Collection, random.Many(20, Dimension, Tenant));
        }

        Assert.Equal(seen.Order(), seen);
        Assert.Equal(seen.Count, seen.Distinct().Count());
        Assert.Empty(lasting.Select(record => record.Id).Except(seen));
    }

    /// <summary>A walk may be left early, and the store goes on.</summary>
    [Fact]
    public async Task A_scan_may_be_left_early()
    {
        await UpsertAsync(new TestRecords(33).Many(20, Dimension, Tenant));
        await foreach (var _ in Store.ScanAsync(Collection, Everything)) break;

        Assert.Equal(20, (await ScanAsync()).Count);
    }
}
