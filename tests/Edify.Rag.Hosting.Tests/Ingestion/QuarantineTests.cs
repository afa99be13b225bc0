using Edify.Rag.Hosting.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag.Hosting.Tests.Ingestion;

public class QuarantineTests
{
    private readonly CallPlan _plan = new();

    [Fact]
    public async Task A_file_that_fails_again_and_again_is_left_alone_with_its_reason()
    {
        await using var school = School();
        await PoisonAsync(school);
        for (var run = 1; run <= 3; run++)
        {
            var report = await school.IngestAsync();
            Assert.Equal("General/bad.pdf", Assert.Single(report.Failed).Name);
            Assert.Equal(run == 3 ? 1 : 0, report.Quarantined.Count);
        }

        var entry = await EntryAsync(school, "General/bad.pdf");
        Assert.Equal((LedgerStatus.Quarantined, 3), (entry.Status, entry.Attempts));
        var opened = Opened("General/bad.pdf");
        var later = await school.IngestAsync();
        Assert.Equal(opened, Opened("General/bad.pdf"));
        Assert.Empty(later.Failed);
        Assert.Equal(("General/bad.pdf", entry.Reason), Assert.Single(later.Quarantined) is var issue ? (issue.Name, issue.Reason) : default);
    }

    [Fact]
    public async Task The_doctor_tells_what_is_quarantined_and_why()
    {
        await using var school = School(rag => rag.Services.Configure<RagOptions>(rag.Name, o => o.Tenant = SmallSchool.Tenant));
        await PoisonAsync(school);
        for (var run = 0; run < 3; run++) await school.IngestAsync();
        var finding = (await school.Services.GetRag<IRagDoctor>().ExamineAsync()).Single(f => f.Part == "ledger");
        Assert.Equal(RagHealth.Attention, finding.Health);
        Assert.Contains($"General/bad.pdf: {(await EntryAsync(school, "General/bad.pdf")).Reason}", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_of_the_file_lets_it_out()
    {
        await using var school = School();
        await PoisonAsync(school);
        for (var run = 0; run < 3; run++) await school.IngestAsync();
        await school.Blobs.UploadAsync("General/bad.pdf", new MemoryStream("%PDF-1.7 another nothing"u8.ToArray()));
        Assert.Single((await school.IngestAsync()).Failed);
        Assert.Equal((LedgerStatus.Failed, 1), (await EntryAsync(school, "General/bad.pdf")) is var e ? (e.Status, e.Attempts) : default);
    }

    [Fact]
    public async Task On_demand_it_is_tried_once_more()
    {
        await using var school = School();
        await PoisonAsync(school);
        for (var run = 0; run < 3; run++) await school.IngestAsync();
        var opened = Opened("General/bad.pdf");
        var again = await school.Pipeline.RunAsync(new(SmallSchool.Tenant) { RetryQuarantined = true });
        Assert.Equal(opened + 1, Opened("General/bad.pdf"));
        Assert.Equal((1, 1), (again.Failed.Count, again.Quarantined.Count));
        Assert.Equal((LedgerStatus.Quarantined, 3), (await EntryAsync(school, "General/bad.pdf")) is var e ? (e.Status, e.Attempts) : default);
    }

    [Fact]
    public async Task A_file_that_ends_the_process_each_time_ends_in_quarantine_and_takes_nobody_with_it()
    {
        using var content = new TemporaryDirectory();
        using var state = new TemporaryDirectory();
        for (var i = 0; i < 30; i++) await File.WriteAllTextAsync(Path.Combine(content.Path, $"{i:D2}.txt"), $"Text number {i}.");
        await File.WriteAllTextAsync(Path.Combine(content.Path, "15.killer"), "Kills.");

        for (var run = 1; run <= 3; run++) await DieAsync(content.Path, state.Path);
        await using var school = OnDisk(content.Path, state.Path, new KillerReader());
        var report = await school.IngestAsync();
        Assert.Equal("15.killer", Assert.Single(report.Quarantined).Name);
        Assert.Contains("The process ended", report.Quarantined[0].Reason, StringComparison.Ordinal);
        Assert.Equal(30, report.Ingested + report.Unchanged);
        Assert.Equal(Enumerable.Range(0, 30).Select(i => $"Text number {i}.").Order(StringComparer.Ordinal), await school.TextsAsync());
        Assert.Equal((LedgerStatus.Quarantined, 3), (await EntryAsync(school, "15.killer")) is var e ? (e.Status, e.Attempts) : default);

        Assert.Equal((30, 1), (await school.IngestAsync()) is var rest ? (rest.Unchanged, rest.Quarantined.Count) : default);
    }

    [Fact]
    public async Task Who_was_beside_a_crash_is_read_alone_and_its_tries_are_forgotten()
    {
        using var content = new TemporaryDirectory();
        using var state = new TemporaryDirectory();
        for (var i = 0; i < 10; i++) await File.WriteAllTextAsync(Path.Combine(content.Path, $"{i:D2}.txt"), $"Text number {i}.");
        await File.WriteAllTextAsync(Path.Combine(content.Path, "05.killer"), "Kills.");
        await DieAsync(content.Path, state.Path);

        File.Delete(Path.Combine(content.Path, "05.killer"));
        await using var school = OnDisk(content.Path, state.Path, new KillerReader());
        var marked = await school.Ledger.ListAsync(SmallSchool.Tenant).Where(e => e.Status == LedgerStatus.Started).ToListAsync();
        Assert.Contains(marked, e => e is { Key.Name: "05.killer", Attempts: 1 });
        var report = await school.IngestAsync();
        Assert.Equal((10, 0, 1), (report.Ingested + report.Unchanged, report.Failed.Count, report.Removed));
        Assert.All(await school.Ledger.ListAsync(SmallSchool.Tenant).ToListAsync(), e => Assert.Equal((LedgerStatus.Ingested, 0), (e.Status, e.Attempts)));
    }

    /// <summary>A run over the state directory up to where the killer is read, whose files stay as they were at that moment.</summary>
    private static async Task DieAsync(string content, string state)
    {
        using var image = new TemporaryDirectory();
        var reader = new KillerReader { Blocks = true };
        await using (var school = OnDisk(content, state, reader))
        {
            using var stop = new CancellationTokenSource();
            var run = school.Pipeline.RunAsync(new(SmallSchool.Tenant), null, stop.Token);
            await Task.WhenAny(run, reader.Reached);
            Assert.False(run.IsCompleted);
            Copy(state, image.Path);
            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        }

        Directory.Delete(state, recursive: true);
        Copy(image.Path, state);
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var directory in Directory.GetDirectories(from)) Copy(directory, Path.Combine(to, Path.GetFileName(directory)));

        // A lock can't be read, and is nothing that outlives a process.
        foreach (var file in Directory.GetFiles(from).Where(f => !f.EndsWith(".lock", StringComparison.Ordinal)))
        {
            using var source = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var target = File.Create(Path.Combine(to, Path.GetFileName(file)));
            source.CopyTo(target);
        }
    }

    private static SmallSchool OnDisk(string content, string state, KillerReader reader) => new(rag => rag
        .UseFolder(o => o.Path = content).UseStateDirectory(state).Add<IDocumentReader>("killer", _ => reader).UseDocumentReaders());

    private SmallSchool School(Action<IRagBuilder>? configure = null) => new(rag =>
    {
        _plan.Watch(rag);
        configure?.Invoke(rag);
    });

    private static async Task PoisonAsync(SmallSchool school)
    {
        await school.PutAsync("General/good.txt", "Good.");
        await school.Blobs.UploadAsync("General/bad.pdf", new MemoryStream("%PDF-1.7 and then nothing"u8.ToArray()));
    }

    private int Opened(string name) => _plan.Calls.Count(c => c == $"source.open:{name}");

    private static async Task<LedgerEntry> EntryAsync(SmallSchool school, string name) =>
        await school.Ledger.ListAsync(SmallSchool.Tenant).SingleAsync(e => e.Key.Name == name);
}
