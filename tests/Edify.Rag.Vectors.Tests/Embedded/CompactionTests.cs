using System.Text;
using Edify.Rag.Vectors.Embedded;
using Edify.Rag.Vectors.Embedded.Collections;
using Microsoft.Extensions.Logging.Abstractions;

namespace Edify.Rag.Vectors.Tests.Embedded;

public sealed class CompactionTests : IDisposable
{
    private const string Collection = "compact";
    private const string Marker = "zorblatquin";

    private readonly TemporaryDirectory _directory = new();
    private readonly AccessScope _all = AccessScope.ForSystem("t", "test");

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(10)]
    [InlineData(4096)]
    public async Task Nothing_of_deleted_replaced_or_overwritten_records_is_in_any_file(int sealRows)
    {
        using var store = Open(sealRows);
        await store.EnsureCollectionAsync(new(Collection, 4, "e", new Dictionary<string, FieldKind>()));
        for (var i = 0; i < 60; i++) await store.UpsertAsync(Collection, [Record(i, i % 20 == 7 ? $"the {Marker} number {i}" : $"passage {i}", i == 30 ? Marker : "x")]);
        await store.DeleteAsync(Collection, VectorFilter.AnyOf("n", [7L, 27L]));
        await store.UpsertAsync(Collection, [Record(47, "replaced", "x")]);
        await store.UpdateFieldsAsync(Collection, VectorFilter.Equal("n", 30L), new Dictionary<string, FieldValue> { ["label"] = "y" });
        Assert.True(IsOnDisk());

        var before = await RecordsAsync(store);
        await store.CompactAsync(Collection);
        Assert.False(IsOnDisk());
        Assert.Equal(before, await RecordsAsync(store));
        Assert.Equal(58, before.Count);
        Assert.Single(await store.SearchAsync(Collection, new() { Text = "replaced", Limit = 5 }, _all).ToListAsync());
        Assert.Empty(await store.SearchAsync(Collection, new() { Text = Marker, Limit = 5 }, _all).ToListAsync());

        // Once more there is nothing to be done, and writing goes on.
        var files = Files();
        await store.CompactAsync(Collection);
        Assert.Equal(files, Files());
        await store.UpsertAsync(Collection, [Record(99, "later", "x")]);
        Assert.Equal(59, (await RecordsAsync(store)).Count);
    }

    [Fact]
    public async Task What_was_compacted_is_there_when_it_is_opened_again()
    {
        using (var store = Open(10))
        {
            await store.EnsureCollectionAsync(new(Collection, 4, "e", new Dictionary<string, FieldKind>()));
            for (var i = 0; i < 40; i++) await store.UpsertAsync(Collection, [Record(i, $"{Marker} {i}", "x")]);
            await store.DeleteAsync(Collection, VectorFilter.Range("n", 5L, null));
            await store.CompactAsync(Collection);
        }

        using var again = Open(10);
        Assert.Equal(5, (await RecordsAsync(again)).Count);
    }

    [Fact]
    public async Task A_collection_of_nothing_is_compacted()
    {
        using var store = Open(10);
        await store.EnsureCollectionAsync(new(Collection, 4, "e", new Dictionary<string, FieldKind>()));
        await store.UpsertAsync(Collection, [Record(1, Marker, "x")]);
        await store.DeleteAsync(Collection, VectorFilter.Equal("n", 1L));
        await store.CompactAsync(Collection);
        Assert.False(IsOnDisk());
        Assert.Empty(await RecordsAsync(store));
        await Assert.ThrowsAsync<VectorStoreException>(() => store.CompactAsync("none"));
    }

    private EmbeddedVectorStore Open(int sealRows) => new(new() { Directory = _directory.Path }, NullLogger.Instance, new SealPolicy(Rows: sealRows));

    private static VectorRecord Record(int number, string text, string label) => new(
        new Guid(number, 0, 0, new byte[8]), text, new Dictionary<string, FieldValue> { [RagFields.Tenant] = "t", ["n"] = (long)number, ["label"] = label })
    {
        Vector = new float[] { 1, number, 0, 0 },
    };

    private async Task<List<string>> RecordsAsync(EmbeddedVectorStore store) =>
        await store.ScanAsync(Collection, _all).Select(r => $"{r.Id} {r.Text} {r.Fields["label"]}").ToListAsync();

    private string[] Files() => [.. Directory.GetFiles(_directory[Collection]).Order(StringComparer.Ordinal)];

    private bool IsOnDisk() => Files().Any(file => Read(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(Marker)) >= 0);

    private static byte[] Read(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
