using System.Buffers.Binary;
using System.Numerics.Tensors;
using Edify.Rag.Shared.Journal;
using Edify.Rag.Vectors.Embedded;
using Edify.Rag.Vectors.Embedded.Collections;
using Edify.Rag.Vectors.Embedded.Segments;
using Microsoft.Extensions.Logging.Abstractions;

namespace Edify.Rag.Vectors.Tests.Embedded;

/// <summary>Segments have sketches of their vectors; what is found is what a comparison with every vector finds.</summary>
public sealed class SketchedSearchTests : IDisposable
{
    private const int Dimension = 48;
    private const int Count = 3_000;
    private const int Limit = 25;
    private static readonly AccessScope Scope = AccessScope.ForSystem("t", "tests");
    private static readonly CollectionDefinition Definition = new("books", Dimension, "test:1", new Dictionary<string, FieldKind>());

    private readonly TemporaryDirectory _directory = new();
    private readonly List<VectorRecord> _records = Records();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task What_is_found_is_what_a_comparison_with_every_vector_finds()
    {
        await SealAsync();
        await AssertFoundAsync();
    }

    [Fact]
    public async Task Segments_that_were_written_before_there_were_sketches_are_searched_all_the_same()
    {
        await SealAsync();
        foreach (var file in Directory.GetFiles(_directory["books"], "*.segment"))
        {
            var bytes = await File.ReadAllBytesAsync(file);
            BinaryPrimitives.WriteUInt64LittleEndian(bytes, SegmentFormat.MagicWithoutSketches);
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(SectionTable.Size - sizeof(uint)), Crc32C.Of(bytes.AsSpan(0, SectionTable.Size - sizeof(uint))));
            await File.WriteAllBytesAsync(file, bytes);
        }

        await AssertFoundAsync();
    }

    [Theory]
    [InlineData(SegmentFormat.Sketches)]
    [InlineData(SegmentFormat.SketchRows)]
    [InlineData(SegmentFormat.SketchChecksums)]
    public async Task A_sketch_that_is_damaged_hides_nothing_and_is_reported(int section)
    {
        await SealAsync();
        var file = Directory.GetFiles(_directory["books"], "*.segment")[0];
        var bytes = await File.ReadAllBytesAsync(file);
        var offset = BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(16 + (section * 24)));
        bytes[offset + 1] ^= 0x40;
        await File.WriteAllBytesAsync(file, bytes);

        var error = await Assert.ThrowsAsync<VectorStoreException>(AssertFoundAsync);
        Assert.Contains(file, error.Message, StringComparison.Ordinal);
    }

    private async Task SealAsync()
    {
        using var store = Store();
        await store.EnsureCollectionAsync(Definition);
        foreach (var batch in _records.Chunk(500)) await store.UpsertAsync("books", batch);
    }

    private async Task AssertFoundAsync()
    {
        using var store = Store();
        foreach (var query in _records.Where((_, i) => i % 211 == 0).Select(r => r.Vector))
        {
            var expected = _records
                .Select(r => (r.Id, Similarity: TensorPrimitives.Dot(query.Span, r.Vector.Span)))
                .OrderByDescending(r => r.Similarity).Take(Limit).ToList();
            var found = new List<VectorMatch>();
            await foreach (var match in store.SearchAsync("books", new() { Vector = query, Limit = Limit }, Scope)) found.Add(match);

            Assert.Equal(Limit, found.Count);
            foreach (var (match, best) in found.Zip(expected)) Assert.Equal(best.Similarity, match.Similarity!.Value, 1e-5f);

            // Where two are as good as equal, either may stand first.
            Assert.Subset(_records.Where(r => TensorPrimitives.Dot(query.Span, r.Vector.Span) >= expected[^1].Similarity - 1e-5f).Select(r => r.Id).ToHashSet(), found.Select(m => m.Record.Id).ToHashSet());
        }
    }

    private EmbeddedVectorStore Store() => new(new() { Directory = _directory.Path }, NullLogger.Instance, new SealPolicy(Rows: 700));

    /// <summary>Clusters so narrow that sketches can't tell their members apart, and others that they can.</summary>
    private static List<VectorRecord> Records()
    {
        var random = new Random(5);
        var centres = Enumerable.Range(0, 12).Select(_ => Enumerable.Range(0, Dimension).Select(_ => (float)random.NextDouble() - 0.5f).ToArray()).ToList();
        return [.. Enumerable.Range(0, Count).Select(i =>
        {
            var spread = i % 3 == 0 ? 0.0005f : 0.3f;
            var vector = centres[i % centres.Count].Select(value => value + (spread * ((float)random.NextDouble() - 0.5f))).ToArray();
            TensorPrimitives.Divide(vector, TensorPrimitives.Norm<float>(vector), vector);
            return new VectorRecord(RagIds.Chunk("t", "s", "d", i, "text"), $"Text {i}", new Dictionary<string, FieldValue> { [RagFields.Tenant] = "t" }) { Vector = vector };
        })];
    }
}
