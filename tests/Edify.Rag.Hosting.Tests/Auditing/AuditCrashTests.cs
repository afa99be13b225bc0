using System.Diagnostics;
using System.Globalization;
using Edify.Rag.Hosting.AuditWriter;

namespace Edify.Rag.Hosting.Tests.Auditing;

public sealed class AuditCrashTests : IDisposable
{
    private const int Kills = 25;

    private readonly AuditDirectory _audit = new();

    public void Dispose() => _audit.Dispose();

    [Fact]
    public async Task A_writer_killed_at_any_moment_leaves_every_acknowledged_record_and_no_sign_of_tampering()
    {
        var random = new Random(3);
        var acknowledged = new HashSet<string>();
        for (var kill = 0; kill < Kills; kill++)
        {
            using var writer = Process.Start(new ProcessStartInfo("dotnet", [typeof(AuditScript).Assembly.Location, "audit", Path.GetDirectoryName(_audit.Path)!, $"{kill}"]) { RedirectStandardOutput = true })!;
            for (var left = random.Next(200); left >= 0 && await writer.StandardOutput.ReadLineAsync() is { } line; left--) acknowledged.Add(line);
            writer.Kill();

            // What it had said before it died counts as well.
            while (await writer.StandardOutput.ReadLineAsync() is { } line) acknowledged.Add(line);
            await writer.WaitForExitAsync();

            var log = Open();
            Assert.True((await log.VerifyAsync()).IsIntact);
            await log.AppendAsync(AuditDirectory.Entry("after"));
            var found = await log.VerifyAsync();
            Assert.True(found.IsIntact, string.Join('\n', found.Defects));
            var subjects = await log.ReadAsync().Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Number} {r.Hash}")).ToHashSetAsync();
            Assert.Empty(acknowledged.Except(subjects));
        }

        Assert.True(acknowledged.Count > Kills);
    }

    [Theory]
    [InlineData("{\"number\":4,\"prev")]
    [InlineData("\0\0\0\0\0\0\0\0")]
    [InlineData("{\"number\":4}\n{\"number\":5}\n")]
    public async Task What_was_never_acknowledged_is_cut_off_and_told_of(string torn)
    {
        await _audit.FillAsync(3);
        await File.AppendAllTextAsync(_audit.Segments[0], torn);
        var log = _audit.Open();
        Assert.True((await log.VerifyAsync()).IsIntact);
        Assert.Equal(5, (await log.AppendAsync(AuditDirectory.Entry("next"))).Number);
        var records = await log.ReadAsync().ToListAsync();
        Assert.Equal((AuditActions.Recover, torn.Length.ToString(CultureInfo.InvariantCulture)), (records[3].Entry.Action, records[3].Entry.Details["bytes"]));
        Assert.True((await log.VerifyAsync()).IsIntact);
    }

    [Fact]
    public async Task Two_processes_write_one_chain()
    {
        using var writer = Process.Start(new ProcessStartInfo("dotnet", [typeof(AuditScript).Assembly.Location, "audit", Path.GetDirectoryName(_audit.Path)!, "0"]) { RedirectStandardOutput = true })!;
        Assert.NotNull(await writer.StandardOutput.ReadLineAsync());
        var log = Open();
        for (var i = 0; i < 30; i++)
        {
            await log.AppendAsync(AuditDirectory.Entry("here"));
            await writer.StandardOutput.ReadLineAsync();
        }

        writer.Kill();
        await writer.WaitForExitAsync();
        await log.AppendAsync(AuditDirectory.Entry("here"));
        Assert.True((await log.VerifyAsync()).IsIntact);
        Assert.Equal(31, await log.ReadAsync().CountAsync(r => r.Entry.Subject == "here"));
    }

    private Hosting.Auditing.Embedded.FileAuditLog Open() => _audit.Open(AuditScript.KeyByte);
}
