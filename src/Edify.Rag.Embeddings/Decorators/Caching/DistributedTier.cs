using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Edify.Rag.Shared.Journal;
using Microsoft.Extensions.Caching.Distributed;

namespace Edify.Rag.Embeddings.Decorators.Caching;

/// <summary>Vectors in a cache that several processes share, such as Redis.</summary>
/// <remarks>A value is a CRC-32C of key and numbers, then the numbers as 32-bit floats; all little-endian.</remarks>
internal sealed class DistributedTier(IDistributedCache cache, TimeSpan lifetime, TimeSpan timeout, TimeProvider time) : IVectorTier
{
    // The interface takes one key at a time; servers answer many at a time.
    private const int Parallelism = 16;

    private readonly DistributedCacheEntryOptions _entry = new() { AbsoluteExpirationRelativeToNow = lifetime };

    public string Name => "distributed";

    public bool Keeps(EmbeddingPurpose purpose) => true;

    public async ValueTask FindAsync(IReadOnlyList<VectorKey> keys, Dictionary<VectorKey, ReadOnlyMemory<float>> found, CancellationToken cancellationToken)
    {
        var answers = new ConcurrentDictionary<VectorKey, float[]>();
        try
        {
            await Parallel.ForEachAsync(keys, Limits(cancellationToken), async (key, token) =>
            {
                var value = await cache.GetAsync(NameOf(key), token).WaitAsync(timeout, time, token).ConfigureAwait(false);
                if (value is not null && Decode(key, value) is { } vector) answers[key] = vector;
            }).ConfigureAwait(false);
        }
        finally
        {
            // What came before a failure is as good as any other.
            foreach (var (key, vector) in answers) found[key] = vector;
        }
    }

    public async ValueTask StoreAsync(IReadOnlyCollection<KeyedVector> vectors, EmbeddingPurpose purpose, CancellationToken cancellationToken) =>
        await Parallel.ForEachAsync(vectors, Limits(cancellationToken), async (vector, token) =>
            await cache.SetAsync(NameOf(vector.Key), Encode(vector), _entry, token).WaitAsync(timeout, time, token).ConfigureAwait(false)).ConfigureAwait(false);

    // It has no list of what is in it: what is there is found by who has the text alone, and goes with its lifetime.
    public ValueTask ClearAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    // The cache is the host's.
    public void Dispose() { }

    internal static string NameOf(VectorKey key) => $"edify:embedding:{key}";

    private static ParallelOptions Limits(CancellationToken cancellationToken) =>
        new() { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken };

    private static byte[] Encode(KeyedVector vector)
    {
        var numbers = MemoryMarshal.AsBytes(vector.Vector.Span);
        var value = new byte[sizeof(uint) + numbers.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(value, Checksum(vector.Key, numbers));
        numbers.CopyTo(value.AsSpan(sizeof(uint)));
        return value;
    }

    private static float[]? Decode(VectorKey key, byte[] value)
    {
        if (value.Length <= sizeof(uint) || value.Length % sizeof(float) != 0) return null;
        var numbers = value.AsSpan(sizeof(uint));
        return BinaryPrimitives.ReadUInt32LittleEndian(value) == Checksum(key, numbers) ? MemoryMarshal.Cast<byte, float>(numbers).ToArray() : null;
    }

    private static uint Checksum(VectorKey key, ReadOnlySpan<byte> numbers)
    {
        Span<byte> bytes = stackalloc byte[VectorKey.Size];
        key.Write(bytes);
        return Crc32C.Of(numbers, Crc32C.Of(bytes));
    }
}
