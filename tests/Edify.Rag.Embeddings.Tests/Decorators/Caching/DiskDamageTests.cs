using System.Globalization;
using Edify.Rag.Embeddings.CacheWriter;

namespace Edify.Rag.Embeddings.Tests.Decorators.Caching;

/// <summary>Whatever happened to the files: no vector comes out that was not put in, and the cache goes on.</summary>
public sealed class DiskDamageTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_file_that_ends_anywhere_loses_its_end_only()
    {
        const int Batches = 2;
        foreach (var suffix in (string[])["index", "vectors"])
        {
            for (var cut = 0; ; cut++)
            {
                var folder = await WriteAsync($"{suffix}-{cut}", Batches);
                var file = Directory.GetFiles(folder, "*." + suffix).Single();
                var length = new FileInfo(file).Length;
                if (cut >= length) break;
                await using (var stream = File.OpenWrite(file)) stream.SetLength(length - cut);

                // As much as was cut off has to be embedded, and once.
                var embedded = await ReadAsync(folder, Batches);
                if (cut == 0) Assert.Equal(0, embedded);
                if (cut == length - 1) Assert.Equal(Batches * 5, embedded);
                Assert.Equal(0, await ReadAsync(folder, Batches));
            }
        }
    }

    [Fact]
    public async Task A_bit_that_flipped_anywhere_changes_no_vector()
    {
        foreach (var suffix in (string[])["index", "vectors"])
        {
            var length = new FileInfo(Directory.GetFiles(await WriteAsync("length", 2), "*." + suffix).Single()).Length;
            for (var at = 0; at < length; at += 3)
            {
                var folder = await WriteAsync($"{suffix}-{at}", 2);
                var file = Directory.GetFiles(folder, "*." + suffix).Single();
                var bytes = await File.ReadAllBytesAsync(file);
                bytes[at] ^= (byte)(1 << (at % 8));
                await File.WriteAllBytesAsync(file, bytes);

                await ReadAsync(folder, 2);
                Assert.Equal(0, await ReadAsync(folder, 2));
            }
        }
    }

    [Fact]
    public async Task Zeros_where_the_end_was_never_written_are_no_vectors()
    {
        foreach (var suffix in (string[])["index", "vectors"])
        {
            var folder = await WriteAsync(suffix, 3);
            var file = Directory.GetFiles(folder, "*." + suffix).Single();
            var bytes = await File.ReadAllBytesAsync(file);
            bytes.AsSpan(bytes.Length / 2).Clear();
            await File.WriteAllBytesAsync(file, [.. bytes, .. new byte[5000]]);

            Assert.InRange(await ReadAsync(folder, 3), 5, 10);
            Assert.Equal(0, await ReadAsync(folder, 3));
        }
    }

    [Fact]
    public async Task Files_of_others_are_overlooked_and_half_a_segment_is_cleared_away()
    {
        var folder = await WriteAsync("others", 2);
        await File.WriteAllTextAsync(Path.Combine(folder, "notes.index"), "mine");
        await File.WriteAllTextAsync(Path.Combine(folder, "00000002.index"), "half a header");
        await File.WriteAllTextAsync(Path.Combine(folder, "00000003.vectors"), "no index");

        Assert.Equal(0, await ReadAsync(folder, 2));

        Assert.False(File.Exists(Path.Combine(folder, "00000002.index")));
        Assert.Equal("mine", await File.ReadAllTextAsync(Path.Combine(folder, "notes.index")));
    }

    [Fact]
    public async Task A_folder_that_is_deleted_under_the_cache_costs_no_embedding()
    {
        var inner = new ScriptedEmbedder();
        using var embedder = inner.WithCaching(ScriptedEmbedder.DiskOnly(_directory["gone"]));
        await embedder.GenerateAsync(ScriptedEmbedder.Batch(0));
        Directory.Delete(_directory["gone"], recursive: true);

        await embedder.GenerateAsync(ScriptedEmbedder.Batch(1));
        Assert.Equal(5, (await embedder.GenerateAsync(ScriptedEmbedder.Batch(0))).Count);
    }

    [Fact]
    public async Task A_process_that_is_killed_at_any_moment_leaves_a_whole_cache()
    {
        const int Kills = 12;
        var (random, next) = (new Random(1), 0);
        for (var kill = 0; kill < Kills; kill++)
        {
            next = RunUntilKilled(random.Next(60), next);
            Assert.Equal(0, await ReadAsync(_directory["killed"], next));
        }

        Assert.True(next > Kills);
    }

    [Fact]
    public async Task A_process_beside_the_writing_one_reads_each_batch_at_once()
    {
        using var writer = CacheWriterProcess.Start(_directory["shared"], 0, stepwise: true);
        Assert.Equal("ready", writer.ReadLine());
        var inner = new ScriptedEmbedder();
        writer.Step();
        using var reader = inner.WithCaching(ScriptedEmbedder.DiskOnly(_directory["shared"]));

        for (var batch = 0; batch < 20; batch++)
        {
            AssertVectors(ScriptedEmbedder.Batch(batch), await reader.GenerateAsync(ScriptedEmbedder.Batch(batch)));
            Assert.Empty(inner.Calls);
            writer.Step();
        }

        await reader.GenerateAsync(["not the writer's"]);
        await reader.GenerateAsync(["not the writer's"]);
        Assert.Equal(2, inner.Calls.Count);
    }

    private int RunUntilKilled(int batches, int first)
    {
        using var writer = CacheWriterProcess.Start(_directory["killed"], first);
        Assert.Equal("ready", writer.ReadLine());
        for (var i = 0; i < batches; i++) Assert.NotNull(writer.ReadLine());
        writer.Kill();

        // What it had said before it died counts as well.
        var next = first + batches;
        while (writer.ReadLine() is { } line) next = int.Parse(line, CultureInfo.InvariantCulture) + 1;
        return next;
    }

    private async Task<string> WriteAsync(string name, int batches)
    {
        if (Directory.Exists(_directory[name])) Directory.Delete(_directory[name], recursive: true);
        using var embedder = new ScriptedEmbedder().WithCaching(ScriptedEmbedder.DiskOnly(_directory[name]));
        for (var batch = 0; batch < batches; batch++) await embedder.GenerateAsync(ScriptedEmbedder.Batch(batch));
        return Directory.GetDirectories(_directory[name]).Single();
    }

    /// <summary>Asks for all batches, of which every vector must be right, and tells how many texts had to be embedded.</summary>
    private async Task<int> ReadAsync(string folder, int batches)
    {
        var inner = new ScriptedEmbedder();
        var root = Path.GetFileName(folder).StartsWith("scripted-scripted", StringComparison.Ordinal) ? Path.GetDirectoryName(folder)! : folder;
        using var embedder = inner.WithCaching(ScriptedEmbedder.DiskOnly(root));
        for (var batch = 0; batch < batches; batch++) AssertVectors(ScriptedEmbedder.Batch(batch), await embedder.GenerateAsync(ScriptedEmbedder.Batch(batch)));
        return inner.Texts.Count;
    }

    private static void AssertVectors(string[] texts, IReadOnlyList<Microsoft.Extensions.AI.Embedding<float>> made) =>
        Assert.Equal(texts.Select(t => ScriptedEmbedder.VectorOf(t, null, "scripted-1", 24)), made.Select(e => e.Vector.ToArray()));
}
