using Edify.Rag.Vectors.Embedded;
using Edify.Rag.Vectors.Embedded.Collections;
using Microsoft.Extensions.Logging.Abstractions;

namespace Edify.Rag.Vectors.Tests.Embedded;

/// <summary>What survives the end of a process, and of a disk.</summary>
public sealed class PersistenceTests : IDisposable
{
    private const int Dimension = 8;
    private static readonly CollectionDefinition Definition = new("books", Dimension, "test:1", new Dictionary<string, FieldKind>());
    private static readonly AccessScope Scope = AccessScope.ForSystem("t", "tests");

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(8192)]
    [InlineData(10)]
    [InlineData(1)]
    public async Task Every_operation_is_there_after_reopening(int sealAfter)
    {
        await WithStore(store => store.EnsureCollectionAsync(Definition), sealAfter);
        await WithStore(store => store.UpsertAsync("books", Records(0, 30)), sealAfter);
        await WithStore(store => store.UpsertAsync("books", Records(20, 10, text: "replaced")), sealAfter);
        await WithStore(store => store.DeleteAsync("books", VectorFilter.Range("number", to: 4L)), sealAfter);
        await WithStore(store => store.UpdateFieldsAsync("books", VectorFilter.Range("number", 10L, 14L), new Dictionary<string, FieldValue> { ["colour"] = "red" }), sealAfter);
        await WithStore(store => store.UpsertAsync("books", Records(12, 1, text: "again")), sealAfter);

        await WithStore(
            async store =>
            {
                var records = await Scan(store);
                Assert.Equal(Enumerable.Range(5, 25), records.Select(Number));
                Assert.Equal(["again"], records.Where(r => Number(r) == 12).Select(r => r.Text));
                Assert.Equal(10, records.Count(r => r.Text == "replaced"));
                Assert.Equal([10, 11, 13, 14], records.Where(r => r.Fields.ContainsKey("colour")).Select(Number));
                Assert.Equal(25, (await store.MeasureCollectionAsync("books")).Records);
                Assert.Equal(12, Number((await Search(store, "again")).Single().Record));
            },
            sealAfter);
    }

    [Fact]
    public async Task A_journal_cut_at_any_byte_loses_nothing_acknowledged_before()
    {
        var ends = new List<(long Length, int[] Numbers)>();
        await WithStore(async store =>
        {
            await store.EnsureCollectionAsync(Definition);
            await Acknowledged(store, ends, () => Task.CompletedTask);
            await Acknowledged(store, ends, () => store.UpsertAsync("books", Records(0, 2)));
            await Acknowledged(store, ends, () => store.UpsertAsync("books", Records(2, 1)));
            await Acknowledged(store, ends, () => store.DeleteAsync("books", VectorFilter.Equal("number", 1L)));
            await Acknowledged(store, ends, () => store.UpsertAsync("books", Records(3, 2)));
        });
        var journal = Directory.GetFiles(_directory["books"], "*.journal").Single();
        var whole = await File.ReadAllBytesAsync(journal);
        Assert.Equal(ends[^1].Length, whole.Length);

        for (var length = (int)ends[0].Length; length <= whole.Length; length++)
        {
            await File.WriteAllBytesAsync(journal, whole[..length]);
            var expected = ends.Last(end => end.Length <= length).Numbers;

            await WithStore(async store => Assert.Equal(expected, (await Scan(store)).Select(Number)));
        }
    }

    [Fact]
    public async Task A_flipped_bit_in_any_file_is_reported_with_its_name_and_never_read_as_something_else()
    {
        await WithStore(store => store.EnsureCollectionAsync(Definition));
        await WithStore(store => store.UpsertAsync("books", Records(0, 12)), sealAfter: 1);
        await WithStore(store => store.DeleteAsync("books", VectorFilter.Equal("number", 3L)), sealAfter: 1);
        var policy = new SealPolicy(Rows: 1, JournalBytes: 1);
        await WithStore(store => store.UpdateFieldsAsync("books", VectorFilter.Equal("number", 4L), new Dictionary<string, FieldValue> { ["colour"] = "red" }), policy);
        await WithStore(store => store.UpsertAsync("books", Records(20, 2)));
        await WithStore(store => store.UpsertAsync("books", Records(22, 2)));
        var expected = await Everything();
        var files = Directory.GetFiles(_directory["books"]);
        Assert.Equal(["fields", "journal", "json", "json", "live", "segment"], files.Select(f => Path.GetExtension(f)[1..]).Order());

        foreach (var file in files)
        {
            var whole = await File.ReadAllBytesAsync(file);
            for (var at = 0; at < whole.Length; at += 1 + (whole.Length / 150))
            {
                var damaged = (byte[])whole.Clone();
                damaged[at] ^= 0x10;
                await File.WriteAllBytesAsync(file, damaged);

                try
                {
                    var seen = await Everything();

                    // Padding is not read; and the end of a journal can't be told from a write cut short.
                    if (Path.GetExtension(file) == ".journal") Assert.Equal(expected.Where(line => seen.Contains(line)), seen);
                    else Assert.Equal(expected, seen);
                }
                catch (VectorStoreException e)
                {
                    Assert.Contains(file, e.Message, StringComparison.Ordinal);
                    Assert.False(e.IsTransient);
                }
            }

            await File.WriteAllBytesAsync(file, whole);
        }
    }

    [Theory]
    [InlineData("*.segment")]
    [InlineData("*.fields")]
    [InlineData("*.journal")]
    [InlineData("manifest.json")]
    public async Task A_file_that_is_missing_or_cut_short_is_reported_with_its_name(string pattern)
    {
        await WithStore(store => store.EnsureCollectionAsync(Definition));
        await WithStore(store => store.UpsertAsync("books", Records(0, 12)), sealAfter: 1);
        var file = Directory.GetFiles(_directory["books"], pattern).Single();
        var whole = await File.ReadAllBytesAsync(file);

        if (pattern != "*.journal")
        {
            await File.WriteAllBytesAsync(file, whole[..(whole.Length / 2)]);
            Assert.Contains(file, (await Assert.ThrowsAsync<VectorStoreException>(Everything)).Message, StringComparison.Ordinal);
            await File.WriteAllBytesAsync(file, []);
            Assert.Contains(file, (await Assert.ThrowsAsync<VectorStoreException>(Everything)).Message, StringComparison.Ordinal);
        }

        File.Delete(file);
        Assert.Contains(file, (await Assert.ThrowsAsync<VectorStoreException>(Everything)).Message, StringComparison.Ordinal);
        var write = () => WithStore(store => store.UpsertAsync("books", Records(0, 1)));
        Assert.Contains(file, (await Assert.ThrowsAsync<VectorStoreException>(write)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_crash_leaves_behind_does_no_harm_and_is_cleared_away()
    {
        await WithStore(store => store.EnsureCollectionAsync(Definition));
        await WithStore(store => store.UpsertAsync("books", Records(0, 12)), sealAfter: 1);
        string[] left = ["00000099.segment", "00000100.journal", "manifest.json.tmp"];
        foreach (var name in left) await File.WriteAllTextAsync(Path.Combine(_directory["books"], name), "half");

        await WithStore(store => store.UpsertAsync("books", Records(12, 1)));

        Assert.Equal(13, (await Everything()).Count);
        Assert.DoesNotContain(Directory.GetFiles(_directory["books"]), file => left.Contains(Path.GetFileName(file)));
    }

    [Fact]
    public async Task Changed_fields_leave_the_vectors_file_as_it_is()
    {
        await WithStore(store => store.EnsureCollectionAsync(Definition));
        await WithStore(store => store.UpsertAsync("books", Records(0, 100)), sealAfter: 1);
        var segment = Directory.GetFiles(_directory["books"], "*.segment").Single();
        var written = File.GetLastWriteTimeUtc(segment);
        var policy = new SealPolicy(Rows: 1, JournalBytes: 1);

        await WithStore(store => store.UpdateFieldsAsync("books", VectorFilter.All, new Dictionary<string, FieldValue> { ["colour"] = "red" }), policy);

        Assert.Equal(segment, Directory.GetFiles(_directory["books"], "*.segment").Single());
        Assert.Equal(written, File.GetLastWriteTimeUtc(segment));
        await WithStore(async store => Assert.Equal(100, await store.CountAsync("books", Scope, VectorFilter.Equal("colour", "red"))));
    }

    [Fact]
    public async Task Many_seals_leave_few_segments_and_all_records()
    {
        await WithStore(store => store.EnsureCollectionAsync(Definition));
        await WithStore(
            async store =>
            {
                for (var i = 0; i < 200; i++) await store.UpsertAsync("books", Records(i * 5, 5));
            },
            sealAfter: 5);

        Assert.InRange(Directory.GetFiles(_directory["books"], "*.segment").Length, 1, 12);
        await WithStore(async store => Assert.Equal(Enumerable.Range(0, 1000), (await Scan(store)).Select(Number)));
    }

    [Fact]
    public async Task A_second_writer_is_told_who_writes_and_where()
    {
        using var first = Store(new());
        await first.EnsureCollectionAsync(Definition);
        await first.UpsertAsync("books", Records(0, 1));
        using var second = Store(new());

        var error = await Assert.ThrowsAsync<VectorStoreException>(() => second.UpsertAsync("books", Records(1, 1)));

        Assert.True(error.IsTransient);
        Assert.Contains(_directory["books"], error.Message, StringComparison.Ordinal);
        Assert.Contains($"process {Environment.ProcessId}", error.Message, StringComparison.Ordinal);
        Assert.Equal([0], (await Scan(second)).Select(Number));

        first.Dispose();
        await second.UpsertAsync("books", Records(1, 1));
        Assert.Equal([0, 1], (await Scan(second)).Select(Number));
    }

    [Theory]
    [InlineData(8192)]
    [InlineData(7)]
    public async Task A_reader_beside_the_writer_sees_each_acknowledged_write_at_once(int sealAfter)
    {
        using var writer = Store(new(sealAfter));
        using var reader = Store(new());
        Assert.Null(await reader.GetCollectionAsync("books"));
        await writer.EnsureCollectionAsync(Definition);

        for (var i = 0; i < 40; i++)
        {
            await writer.UpsertAsync("books", Records(i, 1));
            Assert.Equal(Enumerable.Range(0, i + 1), (await Scan(reader)).Select(Number));
        }

        await writer.DeleteAsync("books", VectorFilter.Range("number", from: 2L));
        Assert.Equal([0, 1], (await Scan(reader)).Select(Number));
        await writer.DropCollectionAsync("books");
        Assert.Null(await reader.GetCollectionAsync("books"));
        await writer.EnsureCollectionAsync(Definition with { Dimension = 3 });
        Assert.Equal(3, (await reader.GetCollectionAsync("books"))!.Dimension);
    }

    [Fact]
    public async Task A_reader_is_not_misled_by_a_collection_made_again_with_files_of_the_same_names()
    {
        using var reader = Store(new());
        for (var round = 0; round < 3; round++)
        {
            await WithStore(store => store.EnsureCollectionAsync(Definition));
            await WithStore(store => store.UpsertAsync("books", Records(round * 100, 20)), sealAfter: 1);
            Assert.Equal(Enumerable.Range(round * 100, 20), (await Scan(reader)).Select(Number));
            await WithStore(store => store.DropCollectionAsync("books"));
        }
    }

    [Fact]
    public async Task A_batch_that_fails_half_way_leaves_nothing_for_the_next()
    {
        using var store = Store(new());
        await store.EnsureCollectionAsync(Definition);
        var broken = Records(1, 1)[0] with { Fields = new BrokenFields() };

        await Assert.ThrowsAsync<NotSupportedException>(() => store.UpsertAsync("books", [Records(0, 1)[0], broken]));
        await store.UpsertAsync("books", Records(2, 1));
        store.Dispose();

        await WithStore(async reopened => Assert.Equal([2], (await Scan(reopened)).Select(Number)));
    }

    [Fact]
    public async Task A_merge_does_not_carry_on_damage_with_a_new_checksum()
    {
        await WithStore(store => store.EnsureCollectionAsync(Definition));
        await WithStore(store => store.UpsertAsync("books", Records(0, 12)), sealAfter: 1);
        var damagedFile = Directory.GetFiles(_directory["books"], "*.segment").Single();
        var bytes = await File.ReadAllBytesAsync(damagedFile);
        var vector = System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(Records(0, 1)[0].Vector.ToArray());
        bytes[bytes.AsSpan().IndexOf(vector) + 2] ^= 0x10;
        await File.WriteAllBytesAsync(damagedFile, bytes);

        for (var i = 0; i < 10; i++) await WithStore(store => store.UpsertAsync("books", Records(20 + i, 1)), sealAfter: 1);

        Assert.True(File.Exists(damagedFile));
        await WithStore(async store =>
        {
            var search = async () =>
            {
                await foreach (var match in store.SearchAsync("books", new() { Vector = Records(0, 1)[0].Vector }, Scope)) _ = match;
            };
            Assert.Contains(damagedFile, (await Assert.ThrowsAsync<VectorStoreException>(search)).Message, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Merged_segments_are_bounded_and_lose_no_record()
    {
        await WithStore(store => store.EnsureCollectionAsync(Definition));
        await WithStore(
            async store =>
            {
                for (var i = 0; i < 60; i++) await store.UpsertAsync("books", Records(i * 5, 5));
            },
            new SealPolicy(Rows: 5, MergedRows: 40));

        Assert.InRange(Directory.GetFiles(_directory["books"], "*.segment").Length, 300 / 40, (300 / 40) + 7);
        await WithStore(async store => Assert.Equal(Enumerable.Range(0, 300), (await Scan(store)).Select(Number)));
    }

    [Fact]
    public Task A_collection_can_be_looked_at_while_segments_are_sealed_and_merged() => WithStore(
        async store =>
        {
            await store.EnsureCollectionAsync(Definition);
            var writing = Task.Run(async () =>
            {
                for (var i = 0; i < 100; i++) await store.UpsertAsync("books", Records(i * 5, 5));
            });
            while (!writing.IsCompleted) Assert.InRange((await store.MeasureCollectionAsync("books")).Records, 0, 500);
            await writing;
        },
        sealAfter: 5);

    private static VectorRecord[] Records(int first, int count, string text = "words") =>
        [.. Enumerable.Range(first, count).Select(i => new VectorRecord(
            new Guid(i, 0, 0, new byte[8]), text, new Dictionary<string, FieldValue> { [RagFields.Tenant] = "t", ["number"] = (long)i })
        {
            Vector = Enumerable.Range(0, Dimension).Select(d => d == i % Dimension ? 1f : 0f).ToArray(),
        })];

    private static int Number(VectorRecord record) => (int)record.Fields["number"].AsInteger();

    private EmbeddedVectorStore Store(SealPolicy policy) => new(new() { Directory = _directory.Path }, NullLogger.Instance, policy);

    private Task WithStore(Func<EmbeddedVectorStore, Task> use, int sealAfter = 8192) => WithStore(use, new SealPolicy(sealAfter));

    private async Task WithStore(Func<EmbeddedVectorStore, Task> use, SealPolicy policy)
    {
        using var store = Store(policy);
        await use(store);
    }

    private async Task Acknowledged(EmbeddedVectorStore store, List<(long Length, int[] Numbers)> ends, Func<Task> write)
    {
        await write();
        var length = new FileInfo(Directory.GetFiles(_directory["books"], "*.journal").Single()).Length;
        ends.Add((length, [.. (await Scan(store)).Select(Number)]));
    }

    private static async Task<List<VectorRecord>> Scan(EmbeddedVectorStore store)
    {
        var records = new List<VectorRecord>();
        await foreach (var record in store.ScanAsync("books", Scope)) records.Add(record);
        return records;
    }

    private static async Task<List<VectorMatch>> Search(EmbeddedVectorStore store, string text)
    {
        var matches = new List<VectorMatch>();
        await foreach (var match in store.SearchAsync("books", new() { Text = text, Limit = 1000 }, Scope)) matches.Add(match);
        return matches;
    }

    // All there is, through every leg, a line for each record.
    private async Task<List<string>> Everything()
    {
        using var store = Store(new());
        if (await store.GetCollectionAsync("books") is not { Dimension: Dimension, Embedder: "test:1" }) return [];
        var lexical = (await Search(store, "words")).ToDictionary(m => m.Record.Id);
        var lines = new List<string>();
        await foreach (var record in store.ScanAsync("books", Scope, new() { IncludeVectors = true }))
        {
            var fields = record.Fields.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => $"{f.Key}={f.Value}");
            lines.Add($"{record.Id} {record.Text} {string.Join(',', fields)} {string.Join(',', record.Vector.ToArray())} {lexical.ContainsKey(record.Id)}");
        }

        return lines;
    }

    private sealed class BrokenFields : Dictionary<string, FieldValue>, IEnumerable<KeyValuePair<string, FieldValue>>
    {
        IEnumerator<KeyValuePair<string, FieldValue>> IEnumerable<KeyValuePair<string, FieldValue>>.GetEnumerator() => throw new NotSupportedException();
    }
}
