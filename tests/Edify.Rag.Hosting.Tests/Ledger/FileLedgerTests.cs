using Edify.Rag.Hosting.Ledger;

namespace Edify.Rag.Hosting.Tests.Ledger;

public sealed class FileLedgerTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task What_was_written_is_there_after_reopening()
    {
        var entry = Entry("a.pdf") with { Status = LedgerStatus.Failed, Reason = "Damaged.", Attempts = 3, Fingerprint = "x", Chunks = 7, ProcessedAt = DateTimeOffset.UnixEpoch };
        using (var ledger = new FileLedger(_directory.Path)) await ledger.WriteAsync([entry]);
        using var reopened = new FileLedger(_directory.Path);
        Assert.Equal(entry, await reopened.FindAsync(entry.Key));
    }

    [Fact]
    public async Task A_later_entry_replaces_an_earlier_one_and_a_removed_one_is_gone()
    {
        using var ledger = new FileLedger(_directory.Path);
        await ledger.WriteAsync([Entry("a"), Entry("b")]);
        await ledger.WriteAsync([Entry("a") with { Chunks = 9 }]);
        await ledger.RemoveAsync([Entry("b").Key]);
        Assert.Equal([9], await ledger.ListAsync("t").Select(e => e.Chunks).ToListAsync());
    }

    [Fact]
    public async Task Listing_is_in_order_and_of_one_tenant()
    {
        using var ledger = new FileLedger(_directory.Path);
        await ledger.WriteAsync([Entry("b"), Entry("a"), Entry("Z"), new(new("other", "s", "x"), "e", 1), new(new("t", "r", "y"), "e", 1)]);
        Assert.Equal(["y", "Z", "a", "b"], await ledger.ListAsync("t").Select(e => e.Key.Name).ToListAsync());
        Assert.Equal(["Z", "a", "b"], await ledger.ListAsync("t", "s").Select(e => e.Key.Name).ToListAsync());
    }

    [Fact]
    public async Task A_reader_sees_what_a_writer_writes_later()
    {
        using var reader = new FileLedger(_directory.Path);
        Assert.Null(await reader.FindAsync(Entry("a").Key));
        using var writer = new FileLedger(_directory.Path);
        await writer.WriteAsync([Entry("a")]);
        Assert.NotNull(await reader.FindAsync(Entry("a").Key));
        await writer.WriteAsync([Entry("b")]);
        Assert.NotNull(await reader.FindAsync(Entry("b").Key));
    }

    [Fact]
    public async Task A_second_writer_is_told_who_writes()
    {
        using var first = new FileLedger(_directory.Path);
        await first.WriteAsync([Entry("a")]);
        using var second = new FileLedger(_directory.Path);
        var error = await Assert.ThrowsAsync<RagStateException>(async () => await second.WriteAsync([Entry("b")]));
        Assert.True(error.IsTransient);
        Assert.Contains(Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_journal_full_of_old_entries_is_compacted_when_it_is_opened_and_readers_follow()
    {
        using (var ledger = new FileLedger(_directory.Path))
        {
            for (var round = 0; round < 12; round++)
                await ledger.WriteAsync([.. Enumerable.Range(0, 1_000).Select(i => Entry($"{i:D4}") with { Chunks = round })]);
        }

        var before = Size();
        using var reader = new FileLedger(_directory.Path);
        Assert.Equal(1_000, await reader.ListAsync("t").CountAsync());

        using var writer = new FileLedger(_directory.Path);
        await writer.WriteAsync([Entry("new")]);
        Assert.True(Size() < before / 4);
        Assert.Equal(1_001, await reader.ListAsync("t").CountAsync());
        Assert.All(await writer.ListAsync("t").Where(e => e.Key.Name != "new").ToListAsync(), e => Assert.Equal(11, e.Chunks));
    }

    [Fact]
    public async Task Damage_in_the_middle_is_reported_with_its_place()
    {
        using (var ledger = new FileLedger(_directory.Path))
        {
            for (var i = 0; i < 10; i++) await ledger.WriteAsync([Entry($"{i}")]);
        }

        var journal = Directory.GetFiles(_directory.Path, "*.journal").Single();
        var bytes = await File.ReadAllBytesAsync(journal);
        bytes[bytes.Length / 2] ^= 0xFF;
        await File.WriteAllBytesAsync(journal, bytes);
        using var damaged = new FileLedger(_directory.Path);
        var error = await Assert.ThrowsAsync<RagStateException>(async () => await damaged.FindAsync(Entry("1").Key));
        Assert.Contains(journal, error.Message, StringComparison.Ordinal);
    }

    private static LedgerEntry Entry(string name) => new(new("t", "s", name), "etag", 12);

    private long Size() => Directory.GetFiles(_directory.Path).Sum(f => new FileInfo(f).Length);
}
