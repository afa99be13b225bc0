namespace Edify.Rag.Conformance;

public abstract partial class VectorStoreSuite
{
    private static readonly CancellationToken CancelledAlready = new(canceled: true);

    /// <summary>A token that is cancelled already stops every member, and nothing changes.</summary>
    [Fact]
    public async Task Nothing_happens_once_cancelled()
    {
        var record = new TestRecords(40).One(Dimension, Tenant);
        await UpsertAsync(record);
        var query = new VectorQuery { Vector = record.Vector };
        Func<Task>[] calls =
        [
            () => Store.EnsureCollectionAsync(Definition(), CancelledAlready),
            () => Store.GetCollectionAsync(Collection, CancelledAlready),
            () => Store.MeasureCollectionAsync(Collection, CancelledAlready),
            () => Store.DropCollectionAsync(Collection, CancelledAlready),
            () => Store.UpsertAsync(Collection, [new TestRecords(41).One(Dimension, Tenant)], CancelledAlready),
            () => Store.DeleteAsync(Collection, VectorFilter.All, CancelledAlready),
            () => Store.UpdateFieldsAsync(Collection, VectorFilter.All, new Dictionary<string, FieldValue> { ["a"] = 1L }, CancelledAlready),
            () => Store.CountAsync(Collection, Everything, cancellationToken: CancelledAlready),
            () => Store.CheckAsync(CancelledAlready),
            async () => { await foreach (var _ in Store.SearchAsync(Collection, query, Everything, CancelledAlready)) { } },
            async () => { await foreach (var _ in Store.ScanAsync(Collection, Everything, cancellationToken: CancelledAlready)) { } },
        ];

        foreach (var call in calls) await Assert.ThrowsAnyAsync<OperationCanceledException>(call);
        AssertSame([record], await ScanAsync());
    }

    /// <summary>A walk stops when it is cancelled on the way.</summary>
    [Fact]
    public async Task A_scan_stops_when_cancelled()
    {
        await UpsertAsync(new TestRecords(42).Many(50, Dimension, Tenant));
        using var stop = new CancellationTokenSource();
        var seen = 0;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in Store.ScanAsync(Collection, Everything).WithCancellation(stop.Token))
            {
                seen++;
                await stop.CancelAsync();
            }
        });

        Assert.True(seen < 50);
    }

    /// <summary>A write that is cancelled on its way leaves whole records, and is done by doing it again.</summary>
    [Fact]
    public async Task A_write_that_is_cancelled_on_its_way_leaves_whole_records()
    {
        var records = new TestRecords(43).Many(2_500, Dimension, Tenant);

        foreach (var milliseconds in new[] { 0, 1, 5, 20, 60 })
        {
            using var stop = new CancellationTokenSource(milliseconds);
            try
            {
                await Store.UpsertAsync(Collection, records, stop.Token);
            }
            catch (OperationCanceledException)
            {
                // As it should, unless it was quicker.
            }

            // Read once: a server may still be at what it was sent before the writer gave up.
            var written = await ScanAsync();
            AssertSame(records.IntersectBy(written.Select(record => record.Id), record => record.Id), written);
        }

        await UpsertAsync(records);
        AssertSame(records, await ScanAsync());
    }
}
