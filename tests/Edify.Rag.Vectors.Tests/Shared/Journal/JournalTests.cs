using System.Text;
using Edify.Rag.Shared.Journal;

namespace Edify.Rag.Vectors.Tests.Shared.Journal;

public sealed class JournalTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private string JournalFile => _directory["test.journal"];

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void What_was_committed_is_replayed_in_order()
    {
        Write(["one"], ["two", "three"]);

        Assert.Equal(["one", "two", "three"], Replay());
    }

    [Fact]
    public void What_was_not_committed_is_not_there()
    {
        using (var writer = JournalWriter.Open(JournalFile, _ => { }))
        {
            writer.Append("lost"u8);
            writer.Discard();
            writer.Append("kept"u8);
            writer.Commit();
            writer.Append("lost"u8);
        }

        Assert.Equal(["kept"], Replay());
    }

    [Fact]
    public void Cut_at_any_byte_it_holds_the_groups_before_the_cut_and_goes_on_from_there()
    {
        Write(["one"], ["two", "three"], ["four"]);
        var whole = File.ReadAllBytes(JournalFile);
        long[] ends = [8, 8 + 19, 8 + 19 + 19 + 21, whole.Length];
        string[][] held = [[], ["one"], ["one", "two", "three"], ["one", "two", "three", "four"]];

        for (var length = 0; length <= whole.Length; length++)
        {
            File.WriteAllBytes(JournalFile, whole[..length]);
            var expected = held[Math.Max(0, Array.FindLastIndex(ends, end => end <= length))];

            Assert.Equal(expected, Read());
            Assert.Equal(expected, Replay());
            Write(["new"]);
            Assert.Equal([.. expected, "new"], Replay());
        }
    }

    [Fact]
    public void A_tail_of_zeros_is_a_write_cut_short()
    {
        Write(["one"]);
        using (var file = File.OpenWrite(JournalFile)) file.SetLength(10_000);

        Assert.Equal(["one"], Replay());
    }

    [Fact]
    public void A_group_of_which_only_a_later_frame_reached_the_disk_is_a_write_cut_short()
    {
        Write(["one"], ["two", "three"]);
        var bytes = File.ReadAllBytes(JournalFile);
        bytes.AsSpan(8 + 19, 19).Clear();
        File.WriteAllBytes(JournalFile, bytes);

        Assert.Equal(["one"], Replay());
    }

    [Fact]
    public void Any_flipped_bit_before_the_last_group_is_reported_with_file_and_place()
    {
        Write(["one"], ["two", "three"], ["four"]);
        var whole = File.ReadAllBytes(JournalFile);

        for (var bit = 0; bit < (whole.Length - 20) * 8; bit++)
        {
            var damaged = (byte[])whole.Clone();
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            File.WriteAllBytes(JournalFile, damaged);

            var error = Assert.Throws<RagStateException>(() => Replay());
            Assert.Equal(JournalFile, error.Location);
            Assert.Contains("is damaged at byte", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_flipped_bit_in_the_last_group_never_yields_a_false_record()
    {
        Write(["one"], ["four"]);
        var whole = File.ReadAllBytes(JournalFile);

        for (var bit = (whole.Length - 20) * 8; bit < whole.Length * 8; bit++)
        {
            var damaged = (byte[])whole.Clone();
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            File.WriteAllBytes(JournalFile, damaged);

            Assert.Equal(["one"], Read());
        }
    }

    [Fact]
    public void A_reader_beside_the_writer_sees_each_commit()
    {
        using var writer = JournalWriter.Open(JournalFile, _ => { });
        using var reader = JournalReader.Open(JournalFile);
        var seen = new List<string>();

        foreach (var text in new[] { "one", new string('x', 600_000), "three" })
        {
            Assert.False(reader.Read(payload => seen.Add(Text(payload))));
            writer.Append(Encoding.UTF8.GetBytes(text));
            Assert.False(reader.HasMore && reader.Read(payload => seen.Add(Text(payload))));
            writer.Commit();
            Assert.True(reader.HasMore && reader.Read(payload => seen.Add(Text(payload))));
            Assert.Equal(text, seen[^1]);
        }
    }

    [Fact]
    public void An_empty_record_is_refused()
    {
        using var writer = JournalWriter.Open(JournalFile, _ => { });

        Assert.Throws<ArgumentOutOfRangeException>(() => writer.Append([]));
    }

    [Fact]
    public void A_lock_is_held_by_one_and_names_its_holder()
    {
        var path = _directory["lock"];
        using (ProcessLock.Take(path, "the thing"))
        {
            var error = Assert.Throws<RagStateException>(() => ProcessLock.Take(path, "the thing"));
            Assert.True(error.IsTransient);
            Assert.Contains($"'the thing' is being written by process {Environment.ProcessId}", error.Message, StringComparison.Ordinal);
        }

        ProcessLock.Take(path, "the thing").Dispose();
    }

    private void Write(params string[][] groups)
    {
        using var writer = JournalWriter.Open(JournalFile, _ => { });
        foreach (var group in groups)
        {
            foreach (var text in group) writer.Append(Encoding.UTF8.GetBytes(text));
            writer.Commit();
        }
    }

    private List<string> Replay()
    {
        var texts = new List<string>();
        JournalWriter.Open(JournalFile, payload => texts.Add(Text(payload))).Dispose();
        return texts;
    }

    private List<string> Read()
    {
        var texts = new List<string>();
        using var reader = JournalReader.Open(JournalFile);
        reader.Read(payload => texts.Add(Text(payload)));
        return texts;
    }

    private static string Text(ReadOnlyMemory<byte> payload) => Encoding.UTF8.GetString(payload.Span);
}
