using System.Text;

namespace Edify.Rag.Hosting.Tests.Auditing;

public sealed class AuditTamperingTests : IDisposable
{
    private readonly AuditDirectory _audit = new();

    public void Dispose() => _audit.Dispose();

    [Fact]
    public async Task A_flipped_bit_at_any_offset_is_found_at_its_record()
    {
        await _audit.FillAsync(4);
        var segment = Assert.Single(_audit.Segments);
        var bytes = await File.ReadAllBytesAsync(segment);
        var log = _audit.Open();
        var number = 1;
        for (var offset = 0; offset < bytes.Length; offset++)
        {
            var spoiled = (byte[])bytes.Clone();
            spoiled[offset] ^= (byte)(1 << (offset % 8));
            await File.WriteAllBytesAsync(segment, spoiled);
            var found = await log.VerifyAsync();
            Assert.True(found.Defects is [{ Kind: AuditDefectKind.Altered } first, ..] && first.Number == number, $"Byte {offset} is of record {number}: {string.Join('\n', found.Defects)}");
            if (bytes[offset] == '\n') number++;
        }

        Assert.Equal(5, number);
        await File.WriteAllBytesAsync(segment, bytes);
        Assert.True((await log.VerifyAsync()).IsIntact);
    }

    [Fact]
    public async Task A_flipped_bit_in_the_head_is_found()
    {
        await _audit.FillAsync(3);
        var bytes = await File.ReadAllBytesAsync(_audit.Head);
        var log = _audit.Open();
        for (var offset = 0; offset < bytes.Length; offset += 3)
        {
            var spoiled = (byte[])bytes.Clone();
            spoiled[offset] ^= 1;
            await File.WriteAllBytesAsync(_audit.Head, spoiled);
            Assert.Contains((await log.VerifyAsync()).Defects, d => d.Kind == AuditDefectKind.HeadDamaged);
        }
    }

    [Fact]
    public async Task A_log_cut_off_at_any_byte_is_found_at_the_first_record_that_is_not_whole_and_takes_no_more()
    {
        await _audit.FillAsync(3);
        var segment = Assert.Single(_audit.Segments);
        var bytes = await File.ReadAllBytesAsync(segment);
        for (var length = 0; length < bytes.Length; length += length < 40 || length > bytes.Length - 40 ? 1 : 7)
        {
            await File.WriteAllBytesAsync(segment, bytes[..length]);
            var whole = bytes.AsSpan(0, length).Count((byte)'\n');
            var log = _audit.Open();
            var first = (await log.VerifyAsync()).Defects[0];
            Assert.Equal(whole + 1, first.Number);
            Assert.True(first.Kind is AuditDefectKind.Truncated or AuditDefectKind.Altered);
            await Assert.ThrowsAsync<RagStateException>(() => log.AppendAsync(AuditDirectory.Entry("late")).AsTask());
        }
    }

    [Fact]
    public async Task Records_that_changed_places_are_found_at_the_first_of_them()
    {
        await _audit.FillAsync(5);
        var lines = await File.ReadAllLinesAsync(_audit.Segments[0]);
        await WriteAsync(lines[0], lines[1], lines[3], lines[2], lines[4]);
        var found = await _audit.Open().VerifyAsync();
        Assert.Equal((3L, AuditDefectKind.OutOfOrder), (found.Defects[0].Number, found.Defects.First(d => d.Kind == AuditDefectKind.OutOfOrder).Kind));
        Assert.Equal(3, found.Defects[0].Number);
    }

    [Fact]
    public async Task A_record_that_was_taken_out_is_missing()
    {
        await _audit.FillAsync(5);
        var lines = await File.ReadAllLinesAsync(_audit.Segments[0]);
        await WriteAsync(lines[0], lines[1], lines[3], lines[4]);
        var found = Assert.Single((await _audit.Open().VerifyAsync()).Defects);
        Assert.Equal((3L, AuditDefectKind.Missing), (found.Number, found.Kind));
    }

    [Fact]
    public async Task A_record_that_was_put_in_twice_is_out_of_order()
    {
        await _audit.FillAsync(3);
        var lines = await File.ReadAllLinesAsync(_audit.Segments[0]);
        await WriteAsync(lines[0], lines[1], lines[1], lines[2]);
        var found = Assert.Single((await _audit.Open().VerifyAsync()).Defects);
        Assert.Equal((2L, AuditDefectKind.OutOfOrder), (found.Number, found.Kind));
    }

    [Fact]
    public async Task A_chain_that_was_hashed_anew_without_the_key_is_found_where_it_begins()
    {
        await _audit.FillAsync(4);
        var lines = await File.ReadAllLinesAsync(_audit.Segments[0]);
        using (var forger = new AuditDirectory())
        {
            // A whole log with the forger's own key, from record 2 on.
            var log = forger.Open(key: 9);
            foreach (var subject in (string[])["user-1", "nobody", "user-3", "user-4"]) await log.AppendAsync(AuditDirectory.Entry(subject));
            var forged = await File.ReadAllLinesAsync(forger.Segments[0]);
            await WriteAsync(lines[0], forged[1], forged[2], forged[3]);
        }

        var found = await _audit.Open().VerifyAsync();
        Assert.Equal((2L, AuditDefectKind.Altered), (found.Defects[0].Number, found.Defects[0].Kind));
    }

    [Theory]
    [InlineData(0, AuditDefectKind.Missing)]
    [InlineData(2, AuditDefectKind.Missing)]
    [InlineData(4, AuditDefectKind.Truncated)]
    public async Task A_deleted_segment_is_found_at_its_first_record(int segment, AuditDefectKind kind)
    {
        await _audit.FillAsync(5, segmentBytes: 1);
        File.Delete(_audit.Segments[segment]);
        var found = Assert.Single((await _audit.Open().VerifyAsync()).Defects);
        Assert.Equal((segment + 1L, kind), (found.Number, found.Kind));
    }

    [Fact]
    public async Task A_deleted_head_is_found_and_nothing_more_is_written()
    {
        await _audit.FillAsync(2);
        File.Delete(_audit.Head);
        var log = _audit.Open();
        Assert.Equal(AuditDefectKind.HeadDamaged, Assert.Single((await log.VerifyAsync()).Defects).Kind);
        var error = await Assert.ThrowsAsync<RagStateException>(() => log.AppendAsync(AuditDirectory.Entry("late")).AsTask());
        Assert.Contains("audit verify", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_that_was_put_back_whole_is_found_by_a_mark_noted_elsewhere()
    {
        await _audit.FillAsync(2);
        var before = Directory.GetFiles(_audit.Path).Where(f => !f.EndsWith("lock", StringComparison.Ordinal)).ToDictionary(f => f, File.ReadAllBytes);
        var last = await _audit.Open().AppendAsync(AuditDirectory.Entry("hidden"));
        foreach (var (path, bytes) in before) await File.WriteAllBytesAsync(path, bytes);
        var log = _audit.Open();
        Assert.True((await log.VerifyAsync()).IsIntact);
        var found = Assert.Single((await log.VerifyAsync(last.Mark)).Defects);
        Assert.Equal((3L, AuditDefectKind.Truncated), (found.Number, found.Kind));
    }

    [Fact]
    public async Task A_log_of_another_key_is_neither_believed_nor_written()
    {
        await _audit.FillAsync(2);
        var log = _audit.Open(key: 8);
        Assert.False((await log.VerifyAsync()).IsIntact);
        await Assert.ThrowsAsync<RagStateException>(() => log.AppendAsync(AuditDirectory.Entry("late")).AsTask());
    }

    [Fact]
    public async Task A_forged_anchor_does_not_hide_what_was_deleted()
    {
        var records = await _audit.FillAsync(4, segmentBytes: 1);
        File.Delete(_audit.Segments[0]);
        await File.WriteAllTextAsync(Path.Combine(_audit.Path, "anchor"), $"1 {records[0].Hash} {records[0].Signature}\n");
        var found = (await _audit.Open().VerifyAsync()).Defects;
        Assert.Contains(found, d => d.Kind == AuditDefectKind.AnchorDamaged);
        Assert.Contains(found, d => d is { Number: 1, Kind: AuditDefectKind.Missing });
    }

    private Task WriteAsync(params string[] lines) => File.WriteAllTextAsync(_audit.Segments[0], string.Concat(lines.Select(line => line + "\n")), new UTF8Encoding(false));
}
