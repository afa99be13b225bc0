using Edify.Rag.Vectors.Embedded;
using Edify.Rag.Vectors.Embedded.Collections;
using Microsoft.Extensions.Logging.Abstractions;

namespace Edify.Rag.Vectors.Tests.Embedded;

/// <summary>How many records hold a word, while segments are sealed, merged and opened again.</summary>
public sealed class WordCountTests : IDisposable
{
    private static readonly float[] Vector = [1, 0];

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(8192)]
    [InlineData(10)]
    [InlineData(1)]
    public async Task Words_are_counted_the_same_after_reopening(int sealAfter)
    {
        for (var i = 0; i < 10; i++)
        {
            await WithStore(store => store.UpsertAsync("books", Records(i * 5, 5, i % 2 == 0 ? "even" : "odd")), sealAfter);
            await WithStore(async store => Assert.Equal((5L * (i + 1), 5L * ((i + 2) / 2), 5L * ((i + 1) / 2)), await CountsAsync(store)), sealAfter);
        }
    }

    [Theory]
    [InlineData(8192)]
    [InlineData(10)]
    public async Task What_is_deleted_or_replaced_counts_until_it_is_merged_away(int sealAfter)
    {
        await WithStore(store => store.UpsertAsync("books", Records(0, 50, "even")), sealAfter);
        await WithStore(store => store.DeleteAsync("books", VectorFilter.Range("number", to: 24L)), sealAfter);
        await WithStore(store => store.UpsertAsync("books", Records(25, 25, "odd")), sealAfter);

        await WithStore(
            async store =>
            {
                var (records, even, odd) = await CountsAsync(store);
                Assert.InRange(records, 25, 75);
                Assert.InRange(even, 0, 50);
                Assert.Equal(25L, odd);
            },
            sealAfter);
    }

    [Fact]
    public async Task Merges_clear_deleted_records_from_the_counts()
    {
        await WithStore(
            async store =>
            {
                for (var i = 0; i < 200; i++)
                {
                    await store.UpsertAsync("books", Records(i * 5, 5, "odd"));
                    await store.DeleteAsync("books", VectorFilter.Range("number", to: (i * 5L) - 50));
                }
            },
            sealAfter: 5);

        await WithStore(async store => Assert.InRange((await CountsAsync(store)).Odd, 50, 300), sealAfter: 5);
    }

    private static VectorRecord[] Records(int first, int count, string text) =>
        [.. Enumerable.Range(first, count).Select(i => new VectorRecord(
            new Guid(i, 0, 0, new byte[8]), $"{text} text {i}", new Dictionary<string, FieldValue> { [RagFields.Tenant] = "t", ["number"] = (long)i })
        {
            Vector = Vector,
        })];

    private static async Task<(long Records, long Even, long Odd)> CountsAsync(EmbeddedVectorStore store)
    {
        var counted = await store.GetTermStatisticsAsync("books", ["Even", "odd"]);
        return (counted.Records, counted.Frequencies["Even"], counted.Frequencies["odd"]);
    }

    private async Task WithStore(Func<EmbeddedVectorStore, Task> use, int sealAfter)
    {
        using var store = new EmbeddedVectorStore(new() { Directory = _directory.Path }, NullLogger.Instance, new SealPolicy(sealAfter));
        await store.EnsureCollectionAsync(new("books", Vector.Length, "test:1", new Dictionary<string, FieldKind>()));
        await use(store);
    }
}
