using Edify.Rag.Hosting.Auditing;
using Edify.Rag.Hosting.Auditing.Embedded;
using Edify.Rag.Hosting.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Edify.Rag.Hosting.Tests.Auditing;

public sealed class AuditRetentionTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_host_prunes_records_and_kept_questions_each_in_their_time()
    {
        var time = new FakeTimeProvider();
        using var log = new FileAuditLog(_directory["audit"], new AuditKey(string.Empty, _directory["audit.key"]), time, new(SegmentBytes: 1));
        foreach (var days in (int[])[-2600, -2560, -300, -10])
            await log.AppendAsync(new(time.GetUtcNow().AddDays(days), "s", $"{-days} days", "ask") { Text = "question", KeepsText = true });

        using var retention = new AuditRetention(() => log, () => new(), time, NullLogger<AuditRetention>.Instance);
        await retention.StartAsync(CancellationToken.None);
        await Until.TrueAsync(() => Subjects(log).SequenceEqual(["300 days", "10 days", "system: retention"]));
        Assert.Equal([null, "question", null], log.ReadAsync().ToBlockingEnumerable().Select(r => r.Entry.Text));
        await Until.TrueAsync(() =>
        {
            time.Advance(TimeSpan.FromDays(30));
            return Subjects(log).FirstOrDefault() == "10 days";
        });
        await retention.StopAsync(CancellationToken.None);
        Assert.True((await log.VerifyAsync()).IsIntact);
    }

    [Fact]
    public async Task A_log_that_was_never_written_is_not_made_by_pruning()
    {
        using var log = new FileAuditLog(_directory["audit"], new AuditKey(string.Empty, _directory["audit.key"]), TimeProvider.System);
        Assert.Equal(0, await log.PruneAsync(DateTimeOffset.MaxValue));
        Assert.Equal(0, await log.PruneTextsAsync(DateTimeOffset.MaxValue));
        Assert.Empty(Directory.GetFileSystemEntries(_directory.Path));
    }

    [Fact]
    public async Task A_crash_between_anchor_and_deletion_leaves_an_intact_log()
    {
        using var log = new FileAuditLog(_directory["audit"], new AuditKey(string.Empty, _directory["audit.key"]), TimeProvider.System, new(SegmentBytes: 1));
        for (var i = 0; i < 4; i++) await log.AppendAsync(AuditDirectory.Entry($"u{i}"));
        var second = Directory.GetFiles(_directory["audit"], "*.jsonl").Order(StringComparer.Ordinal).ElementAt(1);
        var kept = await File.ReadAllBytesAsync(second);
        await log.PruneAsync(DateTimeOffset.MaxValue);
        await File.WriteAllBytesAsync(second, kept);
        Assert.True((await log.VerifyAsync()).IsIntact);
        await log.AppendAsync(AuditDirectory.Entry("later"));
        await log.PruneAsync(DateTimeOffset.MaxValue);
        Assert.False(File.Exists(second));
        Assert.True((await log.VerifyAsync()).IsIntact);
    }

    [Fact]
    public async Task A_key_is_made_once_for_its_owner_alone()
    {
        var path = _directory["keys/audit.key"];
        var keys = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => new AuditKey(string.Empty, path).ReadAsync().AsTask())));
        Assert.Single(keys.Select(key => Convert.ToHexString(key.Span)).Distinct());
        Assert.Equal(32, keys[0].Length);
        Assert.Equal([path], Directory.GetFiles(_directory["keys"]));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    private static string[] Subjects(FileAuditLog log) => [.. log.ReadAsync().ToBlockingEnumerable().Select(r => r.Entry.Subject)];
}
