using System.Text;
using Edify.Rag.Hosting.Usage.Embedded;

namespace Edify.Rag.Hosting.Tests.Usage.Embedded;

public sealed class FileUsageMeterTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_crash_at_any_byte_leaves_whole_charges()
    {
        using (var meter = new FileUsageMeter(_directory.Path))
        {
            for (var i = 0; i < 20; i++) await meter.ChargeAsync([new(User("a"), 1), new(User("b"), 1)]);
        }

        var whole = await File.ReadAllBytesAsync(Journal());
        var last = long.MaxValue;
        for (var length = whole.Length; length >= 0; length -= 37)
        {
            await File.WriteAllBytesAsync(Journal(), whole[..length]);
            using var meter = new FileUsageMeter(_directory.Path);
            await meter.ChargeAsync([new(User("c"), 1)]);
            var used = await meter.ReadAsync([User("a"), User("b"), User("c")]);
            Assert.Equal(used[0], used[1]);
            Assert.Equal(1, used[2]);
            Assert.InRange(used[0], 0, last);
            last = used[0];
        }

        Assert.Equal(0, last);
    }

    [Fact]
    public async Task A_second_process_reads_what_the_first_counts_and_may_not_count_itself()
    {
        using var meter = new FileUsageMeter(_directory.Path);
        using var reader = new FileUsageMeter(_directory.Path);
        Assert.Equal([0L], await reader.ReadAsync([User("a")]));
        await meter.ChargeAsync([new(User("a"), 3)]);
        Assert.Equal([3L], await reader.ReadAsync([User("a")]));
        await meter.EraseAsync("greenfield", "a");
        await meter.ChargeAsync([new(User("b"), 2)]);
        Assert.Equal([0L, 2L], await reader.ReadAsync([User("a"), User("b")]));

        var error = await Assert.ThrowsAsync<RagStateException>(async () => await reader.ChargeAsync([new(User("a"), 1)]));
        Assert.True(error.IsTransient);
        Assert.Contains("process", error.Message, StringComparison.Ordinal);
        Assert.Equal([0L, 2L], await reader.ReadAsync([User("a"), User("b")]));
    }

    [Fact]
    public async Task Erasing_leaves_no_byte_of_the_name_in_any_file()
    {
        const string marker = "marker-of-asha";
        using var meter = new FileUsageMeter(_directory.Path);
        await meter.ChargeAsync([new(User(marker), 1), new(User("ravi"), 1)]);
        await meter.ChargeAsync([new(User(marker), -1)]);
        await meter.ChargeAsync([new(User(marker), 1)]);
        Assert.True(HoldsMarker());
        Assert.Equal(1, await meter.EraseAsync("greenfield", marker));
        Assert.False(HoldsMarker());

        // What was given back to the last is no counter any more, and stands in the file all the same.
        await meter.ChargeAsync([new(User(marker), 1)]);
        await meter.ChargeAsync([new(User(marker), -1)]);
        Assert.True(HoldsMarker());
        Assert.Equal(0, await meter.EraseAsync("greenfield", marker));
        Assert.False(HoldsMarker());
        Assert.Equal([1L], await meter.ReadAsync([User("ravi")]));

        bool HoldsMarker() => Directory.EnumerateFiles(_directory.Path, "*", SearchOption.AllDirectories).Select(Content).Any(content =>
            content.IndexOf(Encoding.UTF8.GetBytes(marker)) >= 0 || content.IndexOf(Encoding.Unicode.GetBytes(marker)) >= 0);
    }

    [Fact]
    public async Task A_generation_that_a_crash_left_behind_is_deleted_with_the_next_charge()
    {
        using (var meter = new FileUsageMeter(_directory.Path)) await meter.ChargeAsync([new(User("marker"), 1)]);
        var old = await File.ReadAllBytesAsync(Journal());
        using (var meter = new FileUsageMeter(_directory.Path)) await meter.EraseAsync("greenfield", "marker");
        await File.WriteAllBytesAsync(Path.Combine(_directory.Path, "usage-000001.journal"), old);
        await File.WriteAllBytesAsync(Path.Combine(_directory.Path, "usage-000003.journal.tmp"), old);

        using var after = new FileUsageMeter(_directory.Path);
        Assert.Equal([0L], await after.ReadAsync([User("marker")]));
        await after.ChargeAsync([new(User("b"), 1)]);
        Assert.Single(Directory.EnumerateFiles(_directory.Path, "usage-*"));
    }

    [Fact]
    public async Task The_journal_is_compacted_while_it_is_used()
    {
        using var meter = new FileUsageMeter(_directory.Path);
        UsageCharge[] charges = [.. Enumerable.Range(0, 500).Select(i => new UsageCharge(User($"u{i}"), 1))];
        for (var i = 0; i < 45; i++) await meter.ChargeAsync(charges);
        Assert.NotEqual("usage-000001.journal", Path.GetFileName(Journal()));
        Assert.All(await meter.ReadAsync([.. charges.Select(c => c.Counter)]), used => Assert.Equal(45, used));
        meter.Dispose();
        using var again = new FileUsageMeter(_directory.Path);
        Assert.All(await again.ReadAsync([.. charges.Select(c => c.Counter)]), used => Assert.Equal(45, used));
    }

    [Fact]
    public async Task A_record_of_a_newer_version_is_an_error_that_says_so()
    {
        using (var writer = Edify.Rag.Shared.Journal.JournalWriter.Open(Path.Combine(_directory.Path, "usage-000001.journal"), static _ => { }))
        {
            writer.Append([2, 0]);
            writer.Commit();
        }

        using var meter = new FileUsageMeter(_directory.Path);
        var error = await Assert.ThrowsAsync<RagStateException>(async () => await meter.ReadAsync([User("a")]));
        Assert.Contains("this version can't read", error.Message, StringComparison.Ordinal);
    }

    // Read beside the process that writes.
    private static byte[] Content(string file)
    {
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var content = new MemoryStream();
            stream.CopyTo(content);
            return content.ToArray();
        }
        catch (IOException)
        {
            // The lock, which is empty and can't be read while it is held.
            Assert.EndsWith(".lock", file, StringComparison.Ordinal);
            return [];
        }
    }

    private string Journal() => Directory.EnumerateFiles(_directory.Path, "usage-*.journal").Single();

    private static UsageCounter User(string name) => new("greenfield", UsageSubject.User, name, UsageKind.Messages, UsagePeriod.Day, new(2026, 3, 29));
}

/// <summary>Finds bytes among bytes.</summary>
internal static class ByteSearch
{
    public static int IndexOf(this byte[] content, byte[] part) => content.AsSpan().IndexOf(part);
}
