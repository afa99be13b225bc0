using Edify.Rag.Hosting.Tests.Support;

namespace Edify.Rag.Hosting.Tests.Ingestion;

/// <summary>A run that is cancelled at any call to any service, and then begun again.</summary>
public class CancellationTests
{
    private const int Files = 12;

    [Fact]
    public async Task Wherever_a_run_is_cancelled_the_next_one_ends_as_if_nothing_had_been()
    {
        var (expected, calls) = await UndisturbedAsync();
        Assert.True(calls > 60, $"{calls} calls");
        var random = new Random(20_26);
        var moments = Enumerable.Range(1, 20).Concat(Enumerable.Range(0, 40).Select(_ => random.Next(1, calls))).Distinct();
        foreach (var moment in moments) Assert.Equal(expected, await CancelledAsync(moment));
    }

    [Fact]
    public async Task A_run_that_is_cancelled_leaves_no_marks_and_counts_no_tries()
    {
        var plan = new CallPlan();
        await using var school = await SchoolAsync(plan);
        await RunUntilAsync(school, plan, moment: 40);
        Assert.DoesNotContain(await school.Ledger.ListAsync(SmallSchool.Tenant).ToListAsync(), e => e.Status == LedgerStatus.Started || e.Attempts > 0);
    }

    private static async Task<(string State, int Calls)> UndisturbedAsync()
    {
        var plan = new CallPlan();
        await using var school = await SchoolAsync(plan);
        await school.IngestAsync();
        await ChangeAsync(school);
        var before = plan.Calls.Count;
        await school.IngestAsync();
        return (await StateAsync(school), plan.Calls.Count - before);
    }

    // The second run has everything to do: new, changed, failing and removed documents.
    private static async Task<string> CancelledAsync(int moment)
    {
        var plan = new CallPlan();
        await using var school = await SchoolAsync(plan);
        await school.IngestAsync();
        await ChangeAsync(school);
        await RunUntilAsync(school, plan, plan.Calls.Count + moment);
        await school.IngestAsync();
        return await StateAsync(school);
    }

    private static async Task RunUntilAsync(SmallSchool school, CallPlan plan, int moment)
    {
        using var stop = new CancellationTokenSource();
        plan.OnCall = (_, _, all) =>
        {
            if (all == moment) stop.Cancel();
        };
        try
        {
            await school.Pipeline.RunAsync(new(SmallSchool.Tenant), null, stop.Token);
        }
        catch (OperationCanceledException)
        {
            Assert.True(stop.IsCancellationRequested);
        }

        plan.OnCall = null;
    }

    private static async Task<SmallSchool> SchoolAsync(CallPlan plan)
    {
        var school = new SmallSchool(rag =>
        {
            rag.UseRecursiveChunker(o => (o.Size, o.Overlap) = (50, 0));
            rag.ConfigureIngestion(o => (o.BatchSize, o.Parallelism, o.MaxBatchDelay) = (3, 3, TimeSpan.Zero));
            plan.Watch(rag);
        });
        for (var i = 0; i < Files; i++) await PutAsync(school, i, "first");
        await school.Blobs.UploadAsync("General/bad.pdf", new MemoryStream("%PDF-1.7 and then nothing"u8.ToArray()));
        return school;
    }

    private static async Task ChangeAsync(SmallSchool school)
    {
        for (var i = 0; i < Files; i += 2) await PutAsync(school, i, "second");
        for (var i = Files; i < Files + 4; i++) await PutAsync(school, i, "new");
        await school.Blobs.DeleteAsync("General/01.txt");
        await school.PutAsync("General/03.txt", "");
    }

    private static Task PutAsync(SmallSchool school, int file, string word) => school.PutAsync(
        $"General/{file:D2}.txt", string.Join("\n\n", Enumerable.Range(0, 1 + (file % 4)).Select(i => $"Paragraph {i} of file {file} is {(i % 2 == 0 ? "kept" : word)} {new string('.', 20)}")));

    // Everything but what must differ: when it happened, and how often a file was tried that failed anyway.
    private static async Task<string> StateAsync(SmallSchool school)
    {
        var records = (await school.RecordsAsync()).Select(r => $"{r.Id} {r.Text} {r.Fields[RagFields.Name]} {r.Fields[RagFields.Ordinal]}");
        var entries = await school.Ledger.ListAsync(SmallSchool.Tenant)
            .Select(e => $"{e.Key.Name} {e.Size} {e.Status is LedgerStatus.Ingested} {e.Chunks} {e.Reason}").ToListAsync();
        return string.Join('\n', [.. records.Order(StringComparer.Ordinal), .. entries]);
    }
}
