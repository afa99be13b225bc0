using Edify.Rag.Embeddings.CacheWriter;
using Edify.Rag.Embeddings.Decorators.Caching;
using Edify.Rag.Embeddings.Tests.Decorators.Support;
using Edify.Rag.Hosting.Tests.Support;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;

namespace Edify.Rag.Embeddings.Tests.Decorators.Caching;

public sealed class DiskTierTests : IDisposable
{
    private const int Floats = 1000;

    private readonly TemporaryDirectory _directory = new();
    private readonly FakeTimeProvider _time = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task What_was_embedded_is_there_when_the_cache_is_opened_again()
    {
        string[] texts = [.. Enumerable.Range(0, 1000).Select(i => $"text {i}")];
        using (var embedder = new ScriptedEmbedder().WithCaching(ScriptedEmbedder.DiskOnly(_directory.Path))) await embedder.GenerateAsync(texts);

        var inner = new ScriptedEmbedder();
        using var again = inner.WithCaching(ScriptedEmbedder.DiskOnly(_directory.Path));
        var made = await again.GenerateAsync(texts);

        Assert.Empty(inner.Calls);
        Assert.Equal(texts.Select(t => ScriptedEmbedder.VectorOf(t, null, "scripted-1", 24)), made.Select(e => e.Vector.ToArray()));
        Assert.Equal(0, made.Usage?.InputTokenCount);
    }

    [Fact]
    public async Task Each_embedder_has_a_folder_of_its_own_and_no_file_holds_a_text()
    {
        foreach (var inner in (ScriptedEmbedder[])[new("a/b", 8), new("a-b", 8), new("a-b", 9)])
        {
            using var embedder = inner.WithCaching(ScriptedEmbedder.DiskOnly(_directory.Path));
            await embedder.GenerateAsync(["Asha's grades"]);
            Assert.Single(inner.Calls);
        }

        Assert.Equal(3, Directory.GetDirectories(_directory.Path).Length);
        Assert.All(Directory.GetDirectories(_directory.Path), d => Assert.StartsWith("scripted-a-b-", Path.GetFileName(d), StringComparison.Ordinal));
        foreach (var file in Directory.EnumerateFiles(_directory.Path, "*", SearchOption.AllDirectories).Where(f => !f.EndsWith(".lock", StringComparison.Ordinal)))
            Assert.Equal(-1, (await File.ReadAllBytesAsync(file)).AsSpan().IndexOf("Asha"u8));
    }

    [Fact]
    public async Task Questions_are_not_kept_on_the_disk()
    {
        for (var i = 1; i <= 2; i++)
        {
            var inner = new ScriptedEmbedder();
            using var embedder = inner.WithCaching(ScriptedEmbedder.DiskOnly(_directory.Path));
            await embedder.GenerateAsync(["a"], EmbeddingPurposes.ForQuery());
            Assert.Single(inner.Calls);
        }
    }

    [Fact]
    public async Task Vectors_of_any_length_lie_side_by_side()
    {
        var options = Enumerable.Range(1, 40).Select(i => new EmbeddingGenerationOptions { Dimensions = i * i }).ToList();
        for (var round = 0; round < 2; round++)
        {
            var inner = new ScriptedEmbedder();
            using var embedder = inner.WithCaching(ScriptedEmbedder.DiskOnly(_directory.Path));
            foreach (var option in round == 0 ? options : Enumerable.Reverse(options))
                Assert.Equal(ScriptedEmbedder.VectorOf("a", option, "scripted-1", 0), (await embedder.GenerateAsync(["a"], option))[0].Vector.ToArray());
            Assert.Equal(round == 0 ? options.Count : 0, inner.Calls.Count);
        }
    }

    [Fact]
    public async Task The_disk_is_bounded_and_the_oldest_vectors_go_first()
    {
        const long Most = 4 << 20;
        using (var tier = Open(Most))
        {
            for (var batch = 0; batch < 300; batch++)
            {
                await tier.StoreAsync(Batch(batch), EmbeddingPurpose.Passage, default);
                Assert.InRange(BytesOnDisk(), 1, Most);
            }

            Assert.Empty(await Found(tier, 0));
            Assert.Equal(10, (await Found(tier, 299)).Count);
            Assert.True(BytesOnDisk() > Most / 2);
        }

        using var again = Open(Most);
        var left = 0;
        for (var batch = 0; batch < 300; batch++) left += (await Found(again, batch)).Count;
        Assert.InRange(left, 500, Most / (Floats * sizeof(float)));

        using var smaller = OpenAfter(again, Most / 4);
        Assert.Equal(10, (await Found(smaller, 299)).Count);
        Assert.InRange(BytesOnDisk(), 1, Most / 4);
    }

    [Fact]
    public async Task A_vector_that_was_dropped_and_comes_again_is_kept_again()
    {
        using var tier = Open(1 << 20);
        for (var round = 0; round < 3; round++)
        {
            for (var batch = 0; batch < 60; batch++) await tier.StoreAsync(Batch(batch), EmbeddingPurpose.Passage, default);
            Assert.Equal(10, (await Found(tier, 59)).Count);
            Assert.Empty(await Found(tier, 0));
        }
    }

    [Fact]
    public async Task What_is_kept_already_takes_no_more_room()
    {
        using var tier = Open(16 << 20);
        await tier.StoreAsync(Batch(1), EmbeddingPurpose.Passage, default);
        var bytes = BytesOnDisk();

        for (var i = 0; i < 5; i++) await tier.StoreAsync(Batch(1), EmbeddingPurpose.Passage, default);

        Assert.Equal(bytes, BytesOnDisk());
    }

    [Fact]
    public async Task A_second_cache_over_one_folder_reads_what_the_first_writes_and_takes_its_place()
    {
        var writer = Open(4 << 20);
        await writer.StoreAsync(Batch(0), EmbeddingPurpose.Passage, default);
        using var reader = Open(4 << 20);

        for (var batch = 0; batch < 200; batch++)
        {
            await writer.StoreAsync(Batch(batch), EmbeddingPurpose.Passage, default);
            Assert.Equal(10, (await Found(reader, batch)).Count);
        }

        await reader.StoreAsync(Batch(1000), EmbeddingPurpose.Passage, default);
        Assert.Empty(await Found(reader, 1000));

        writer.Dispose();
        _time.Advance(TimeSpan.FromMinutes(1));
        await reader.StoreAsync(Batch(1000), EmbeddingPurpose.Passage, default);
        Assert.Equal(10, (await Found(reader, 1000)).Count);
        Assert.Equal(10, (await Found(reader, 199)).Count);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_costs_no_embedding()
    {
        await File.WriteAllTextAsync(_directory["file"], "not a folder");
        var (inner, loggers) = (new ScriptedEmbedder(), new RecordingLoggers());
        using var embedder = inner.WithCaching(ScriptedEmbedder.DiskOnly(_directory["file"]), loggers: loggers, time: _time);

        for (var i = 0; i < 3; i++) Assert.Single(await embedder.GenerateAsync(["a"]));

        Assert.Equal(3, inner.Calls.Count);
        Assert.Single(loggers.Entries);

        File.Delete(_directory["file"]);
        _time.Advance(TimeSpan.FromMinutes(1));
        for (var i = 0; i < 3; i++) await embedder.GenerateAsync(["a"]);
        Assert.Equal(4, inner.Calls.Count);
    }

    [Fact]
    public void A_place_that_is_forgotten_hides_no_other()
    {
        var (table, expected, random) = (new PlaceTable(), new Dictionary<ulong, DiskPlace>(), new Random(1));
        for (var i = 0; i < 100_000; i++)
        {
            // Prefixes in a corner of the table, so that they stand in each other's way.
            var prefix = (ulong)random.Next(3000) << 40;
            var place = new DiskPlace((uint)random.Next(1, 5), (uint)random.Next(1, 1000));
            if (random.Next(4) > 0)
            {
                table.Set(prefix, place);
                expected[prefix] = place;
            }
            else if (expected.Remove(prefix, out var known))
            {
                table.Forget(prefix, known);
            }

            if (i % 10_000 != 9_999) continue;
            table.Drop(2);
            foreach (var dropped in expected.Where(e => e.Value.Segment == 2).ToList()) expected.Remove(dropped.Key);
            Assert.Equal(expected.Count, table.Count);
            for (var number = 0UL; number < 3000; number++)
                Assert.Equal(expected.GetValueOrDefault(number << 40), table.TryGet(number << 40, out var found) ? found : default);
        }
    }

    private DiskTier Open(long maxBytes) => new(_directory["tier"], maxBytes, NullLogger.Instance, _time);

    private DiskTier OpenAfter(DiskTier other, long maxBytes)
    {
        other.Dispose();
        return Open(maxBytes);
    }

    private long BytesOnDisk() => new DirectoryInfo(_directory["tier"]).EnumerateFiles().Where(f => !f.Name.StartsWith("writer", StringComparison.Ordinal)).Sum(f => f.Length);

    private static KeyedVector[] Batch(int number) => [.. Keys(number).Select(key => new KeyedVector(key, Enumerable.Repeat((float)number, Floats).ToArray()))];

    private static VectorKey[] Keys(int number)
    {
        using var scope = new VectorScope("tests");
        return [.. Enumerable.Range(0, 10).Select(i => scope.KeyOf($"{number} {i}"))];
    }

    private static async Task<IReadOnlyCollection<VectorKey>> Found(DiskTier tier, int number)
    {
        var found = new Dictionary<VectorKey, ReadOnlyMemory<float>>();
        await tier.FindAsync(Keys(number), found, default);
        Assert.All(found.Values, vector => Assert.Equal(Enumerable.Repeat((float)number, Floats), vector.ToArray()));
        return found.Keys;
    }
}
