namespace Edify.Rag.Hosting.Tests.Collections;

/// <summary>Records as a pipeline makes them, and what a store holds of them.</summary>
internal static class StoreRecords
{
    public const string Tenant = "greenfield";
    public const int Dimension = 8;

    public static CollectionDefinition Definition(string name = "documents", string embedder = "test:1") =>
        new(name, Dimension, embedder, new Dictionary<string, FieldKind> { [RagFields.Tenant] = FieldKind.Text, [RagFields.Document] = FieldKind.Text });

    public static List<VectorRecord> Make(int count, int seed, string tenant = Tenant)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            var text = $"passage {i} of {seed}";
            return new VectorRecord(RagIds.Chunk(tenant, "source", $"doc-{i / 10}", i, text), text, new Dictionary<string, FieldValue>
            {
                [RagFields.Tenant] = tenant,
                [RagFields.Document] = RagIds.Document(tenant, "source", $"doc-{i / 10}").ToString(),
                [RagFields.Ordinal] = (long)i,
                [RagFields.Content] = $"key of {text}",
                ["roles"] = FieldValue.Many("teacher", $"r{i % 3}"),
                ["weight"] = i / 4.0,
                [RagFields.Modified] = new DateTimeOffset(2025, 1, 1, 0, 0, i % 60, TimeSpan.Zero),
            }) { Vector = Unit(random) };
        })];
    }

    public static float[] Unit(Random random)
    {
        var vector = Enumerable.Range(0, Dimension).Select(_ => (float)random.NextDouble() - 0.5f).ToArray();
        var norm = MathF.Sqrt(vector.Sum(x => x * x));
        return [.. vector.Select(x => x / norm)];
    }

    public static async Task<List<VectorRecord>> AllAsync(this IVectorStore store, string collection = "documents", string tenant = Tenant) =>
        await store.ScanAsync(collection, AccessScope.ForSystem(tenant, "test"), new() { IncludeVectors = true }).ToListAsync();

    /// <summary>Everything of the records, vectors to within what a float loses.</summary>
    public static void AssertSame(IReadOnlyList<VectorRecord> expected, IReadOnlyList<VectorRecord> actual)
    {
        Assert.Equal(expected.Select(r => r.Id).Order(), actual.Select(r => r.Id));
        foreach (var (one, other) in expected.OrderBy(r => r.Id).Zip(actual))
        {
            Assert.Equal(one.Text, other.Text);
            Assert.Equal(one.Fields.OrderBy(f => f.Key, StringComparer.Ordinal), other.Fields.OrderBy(f => f.Key, StringComparer.Ordinal));
            Assert.Equal(one.Vector.Length, other.Vector.Length);
            Assert.All(one.Vector.ToArray().Zip(other.Vector.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
        }
    }
}

/// <summary>A store that fails after so many writes, as a process that is killed stops; and one that fails for a while.</summary>
internal sealed class FailingStore(IVectorStore inner) : Support.DelegatingStore(inner)
{
    private readonly HashSet<Guid> _met = [];
    private int _upserts;

    /// <summary>How many writes succeed before all fail for good.</summary>
    public int FailsAfter { get; init; } = int.MaxValue;

    /// <summary>Each so-maniest record that is read, and batch that is written, fails once, and may be asked for again.</summary>
    public int StumblesEvery { get; init; } = int.MaxValue;

    public int Upserts => _upserts;

    public override Task UpsertAsync(string collection, IReadOnlyList<VectorRecord> records, CancellationToken cancellationToken = default)
    {
        var upserts = Interlocked.Increment(ref _upserts);
        if (upserts > FailsAfter) throw new InvalidOperationException("killed");
        if (upserts % StumblesEvery == 0) throw Broken();
        return base.UpsertAsync(collection, records, cancellationToken);
    }

    public override async IAsyncEnumerable<VectorRecord> ScanAsync(
        string collection, AccessScope scope, ScanOptions? options = null, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var record in base.ScanAsync(collection, scope, options, cancellationToken))
        {
            bool isDue;
            lock (_met) isDue = _met.Add(record.Id) && _met.Count % StumblesEvery == 0;
            if (isDue) throw Broken();
            yield return record;
        }
    }

    private static VectorStoreException Broken() => new("s", "c", "scan", "The connection broke.", isTransient: true);
}
