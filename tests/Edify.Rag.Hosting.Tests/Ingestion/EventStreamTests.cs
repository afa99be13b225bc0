using Edify.Rag.Hosting.Ingestion;
using Edify.Rag.Hosting.Tests.Support;

namespace Edify.Rag.Hosting.Tests.Ingestion;

public class EventStreamTests
{
    [Fact]
    public async Task A_run_can_be_followed_to_its_report()
    {
        await using var school = new SmallSchool();
        for (var i = 0; i < 20; i++) await school.PutAsync($"General/{i:D2}.txt", $"Text number {i}.");
        await school.Blobs.UploadAsync("General/bad.pdf", new MemoryStream("%PDF-1.7 and then nothing"u8.ToArray()));
        var events = await school.Pipeline.RunAsStreamAsync(new(SmallSchool.Tenant)).ToListAsync();

        var report = Assert.IsType<IngestionEvent.Completed>(events[^1]).Report;
        Assert.Equal((21, 20), (report.Listed, report.Ingested));
        var failed = Assert.Single(events.OfType<IngestionEvent.Failed>());
        Assert.Equal(("General/bad.pdf", 1, report.Failed[0].Reason), (failed.Name, failed.Attempts, failed.Reason));
        var last = events.OfType<IngestionEvent.Progressed>().Last().Progress;
        Assert.Equal((21, 21, 1), (last.Done, last.Listed, last.Failed));
        Assert.Equal(last.BytesToDo, last.BytesDone);
        Assert.Equal(report.Chunks, last.Chunks);
    }

    [Fact]
    public async Task Who_leaves_early_stops_the_run_in_good_order()
    {
        await using var school = new SmallSchool(rag => rag.ConfigureIngestion(o => o.BatchSize = 4));
        for (var i = 0; i < 300; i++) await school.PutAsync($"General/{i:D3}.txt", $"Text number {i}.");
        await foreach (var happened in school.Pipeline.RunAsStreamAsync(new(SmallSchool.Tenant)))
            if (happened is IngestionEvent.Progressed) break;

        Assert.DoesNotContain(await school.Ledger.ListAsync(SmallSchool.Tenant).ToListAsync(), e => e.Status != LedgerStatus.Ingested);
        var rest = await school.IngestAsync();
        Assert.Equal(300, rest.Ingested + rest.Unchanged);
    }

    [Fact]
    public async Task An_error_of_the_run_comes_out_of_the_stream()
    {
        await using var school = new SmallSchool(rag => rag.Decorate<IVectorStore>("full", (store, _) => new FullStore(store)));
        await school.PutAsync("General/a.txt", "Something.");
        await Assert.ThrowsAsync<VectorStoreException>(async () => await school.Pipeline.RunAsStreamAsync(new(SmallSchool.Tenant)).ToListAsync());
    }

    [Fact]
    public async Task Who_looks_late_sees_the_latest_progress_and_every_failure()
    {
        var buffer = new EventBuffer();
        for (var i = 1; i <= 1000; i++)
        {
            buffer.Report(new(i, 1000, true, $"{i}"));
            buffer.Add(new IngestionEvent.Failed($"{i}", "Bad.", 1));
            buffer.Add(new IngestionEvent.Retrying("the store", i, TimeSpan.Zero, "Busy."));
        }

        buffer.Complete();
        var seen = await buffer.ReadAsync(default).ToListAsync();
        Assert.Equal(1000, Assert.Single(seen.OfType<IngestionEvent.Progressed>()).Progress.Done);
        Assert.Equal(Enumerable.Range(1, 1000).Select(i => $"{i}"), seen.OfType<IngestionEvent.Failed>().Select(e => e.Name));
        Assert.Equal(Enumerable.Range(745, 256), seen.OfType<IngestionEvent.Retrying>().Select(e => e.Attempt));
    }
}
