using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Edify.Rag.Conformance;

public abstract partial class AuditLogSuite
{
    /// <summary>A log begins with nothing, which is in order.</summary>
    [Fact]
    public async Task A_log_that_was_never_written_is_intact()
    {
        Assert.Empty(await ReadAsync());
        var found = await Log.VerifyAsync();
        Assert.True(found.IsIntact);
        Assert.Equal(0, found.Records);
        Assert.Equal(0, await Log.PruneAsync(Noon));
        Assert.Equal(0, await Log.PruneTextsAsync(Noon));
        Assert.Equal(0, await Log.ForgetTextsAsync("school-1", null));
        Assert.Equal(AuditDefectKind.Truncated, Assert.Single((await Log.VerifyAsync(new(3, new('a', 64)))).Defects).Kind);
    }

    /// <summary>What was appended is read as it was, in its order.</summary>
    [Fact]
    public async Task Entries_are_read_in_the_order_in_which_they_were_appended()
    {
        var (first, second) = (Guid.NewGuid(), Guid.NewGuid());
        var entry = Entry("asha") with { Documents = [second, first], Details = new Dictionary<string, string> { ["b"] = "2 \0 \"शुल्क\" 😀", ["a"] = "1" } };
        var appended = await Log.AppendAsync(entry);
        await Log.AppendAsync(Entry("ravi", -60));
        var read = await ReadAsync();
        Assert.Equal(["asha", "ravi"], read.Select(r => r.Entry.Subject));
        Assert.Equal([1L, 2L], read.Select(r => r.Number));
        Assert.Equal(appended.ToJsonLine(), read[0].ToJsonLine());
        Assert.Equal(entry.At, read[0].Entry.At);
        Assert.Equal(entry.Documents, read[0].Entry.Documents);
        Assert.Equal(entry.Details.OrderBy(d => d.Key), read[0].Entry.Details.OrderBy(d => d.Key));
        Assert.Null(read[0].Entry.TextHash);
        Assert.True((await (await OpenAsync()).VerifyAsync()).IsIntact);
    }

    /// <summary>The documentation's formula, by other means: whoever has the records can check them.</summary>
    [Fact]
    public async Task Each_hash_is_that_of_the_one_before_the_number_and_the_entry()
    {
        for (var i = 0; i < 5; i++) await Log.AppendAsync(Entry($"u{i}") with { Details = new Dictionary<string, string> { ["name"] = $"ñ{i}" } });
        var (previous, key) = (new string('0', 64), (await Key.ReadAsync()).ToArray());
        foreach (var record in await ReadAsync())
        {
            var number = new byte[8];
            BinaryPrimitives.WriteInt64BigEndian(number, record.Number);
            byte[] hashed = [.. Convert.FromHexString(previous), .. number, .. Encoding.UTF8.GetBytes(record.Canonical)];
            Assert.Equal(previous, record.Previous);
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(hashed)), record.Hash);
            Assert.Equal(Convert.ToHexStringLower(HMACSHA256.HashData(key, (byte[])[.. "record\0"u8, .. Convert.FromHexString(record.Hash)])), record.Signature);
            Assert.True(Ascii.IsValid(record.Canonical));
            previous = record.Hash;
        }
    }

    /// <summary>Those who append at one time get a number each.</summary>
    [Fact]
    public async Task Entries_that_are_appended_side_by_side_make_one_chain()
    {
        var other = await OpenAsync();
        var appended = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(() => (i % 2 == 0 ? Log : other).AppendAsync(Entry($"u{i}")).AsTask())));
        Assert.Equal(Enumerable.Range(1, 200).Select(i => (long)i), appended.Select(r => r.Number).Order());
        var read = await ReadAsync();
        Assert.Equal(appended.OrderBy(r => r.Number).Select(r => (r.Hash, r.Entry.Subject)), read.Select(r => (r.Hash, r.Entry.Subject)));
        var found = await Log.VerifyAsync();
        Assert.True(found.IsIntact);
        Assert.Equal(200, found.Records);
        Assert.Equal(read[^1].Mark, found.Head);
    }

    /// <summary>A mark that was noted proves later that the chain is the same one.</summary>
    [Fact]
    public async Task A_chain_must_lead_through_a_mark_that_was_noted()
    {
        var first = await Log.AppendAsync(Entry("a"));
        var second = await Log.AppendAsync(Entry("b"));
        Assert.Equal(second.Mark, AuditMark.TryParse(second.Mark.ToString()));
        Assert.True((await Log.VerifyAsync(first.Mark)).IsIntact);
        Assert.True((await Log.VerifyAsync(second.Mark)).IsIntact);
        var replaced = Assert.Single((await Log.VerifyAsync(first.Mark with { Hash = second.Hash })).Defects);
        Assert.Equal((1L, AuditDefectKind.Replaced), (replaced.Number, replaced.Kind));
        var shortened = Assert.Single((await Log.VerifyAsync(new(7, second.Hash))).Defects);
        Assert.Equal((3L, AuditDefectKind.Truncated), (shortened.Number, shortened.Kind));
    }

    /// <summary>Who stops waiting leaves the log in order.</summary>
    [Fact]
    public async Task A_cancelled_append_leaves_the_chain_whole()
    {
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Log.AppendAsync(Entry("a"), stopped.Token).AsTask());
        await Log.AppendAsync(Entry("b"));
        Assert.Equal(["b"], await SubjectsAsync());
        Assert.True((await Log.VerifyAsync()).IsIntact);
    }

    /// <summary>What is too long is refused, and harms nobody else.</summary>
    [Fact]
    public async Task An_entry_that_is_too_long_is_refused()
    {
        await Assert.ThrowsAsync<RagInputException>(() => Log.AppendAsync(Entry(new string('x', 1 << 20))).AsTask());
        await Log.AppendAsync(Entry("b") with { Documents = [.. Enumerable.Range(0, 10_000).Select(_ => Guid.NewGuid())] });
        Assert.Equal(10_000, Assert.Single(await ReadAsync()).Entry.Documents.Count);
    }
}
