using Edify.Rag.Benchmarks.Measuring;

namespace Edify.Rag.Benchmarks.Scenarios.Vectors;

/// <summary>Random principals ask for random records, on every leg: nothing outside their scope may come, and nothing inside be missing.</summary>
internal static class AccessPairs
{
    private const string Collection = "access";
    private const int Dimension = 16;
    private const int RecordsPerTenant = 100;
    private const int FullPrincipals = 120;
    private const int LeastPrincipals = 34;
    private const string Words = "algebra biology chemistry drama energy";

    private static readonly string[] Tenants = ["school-1", "school-2", "school-3"];
    private static readonly string[] Roles = ["teacher", "principal", "parent", "pupil"];
    private static readonly IReadOnlyDictionary<string, FieldKind> Fields = new Dictionary<string, FieldKind>
    {
        [RagFields.Tenant] = FieldKind.Text,
        ["roles"] = FieldKind.Texts,
        [RagFields.Grade] = FieldKind.Integer,
        ["public"] = FieldKind.Boolean,
        [RagFields.Owner] = FieldKind.Text,
    };

    public static async Task<Figure> RunAsync(StoreSubject subject, double scale)
    {
        var random = new Random(2026);
        var records = Tenants.SelectMany(tenant => Enumerable.Range(0, RecordsPerTenant).Select(_ => Record(random, tenant))).ToList();
        await subject.Store.EnsureCollectionAsync(new(Collection, Dimension, "bench/1", Fields));
        await subject.Store.UpsertAsync(Collection, records);
        var (principals, leaks, shown) = (Math.Max(LeastPrincipals, (int)(FullPrincipals * Math.Min(1, scale))), 0, 0);
        for (var i = 0; i < principals; i++)
        {
            var scope = AccessScope.For(new($"user-{i}", Tenants[i % Tenants.Length]), Filter(random, depth: 2));

            // What the asker adds may narrow the scope and never widen it.
            var filter = i % 3 == 0 ? VectorFilter.All : Filter(random, depth: 1) | VectorFilter.AnyOf(RagFields.Tenant, "school-1", "school-2");
            var visible = records.Where(r => scope.Admits(r.Fields) && filter.Matches(r.Fields)).Select(r => r.Id).ToHashSet();
            await foreach (var leg in LegsAsync(subject.Store, scope, filter, Unit(random)))
            {
                leaks += leg.Count(id => !visible.Contains(id));
                shown += leg.Count;
                if (!visible.IsSubsetOf(leg)) throw new InvalidOperationException($"{subject.Name}: {visible.Except(leg).Count()} records that a scope admits were not found.");
            }

            var counted = await subject.Store.CountAsync(Collection, scope, filter);
            if (counted != visible.Count) throw new InvalidOperationException($"{subject.Name}: counted {counted} records of {visible.Count}.");
        }

        if (shown == 0) throw new InvalidOperationException("No principal saw anything.");
        var pairs = principals * records.Count;
        return Goals.None($"{subject.Name}: shown outside a scope, by vector, words, both and walk", "records", leaks, pairs) with { BaselineName = "pairs of principal and record" };
    }

    private static async IAsyncEnumerable<List<Guid>> LegsAsync(IVectorStore store, AccessScope scope, VectorFilter filter, float[] vector)
    {
        var query = new VectorQuery { Limit = VectorQuery.MaxLimit, Filter = filter };
        yield return await store.ScanAsync(Collection, scope, new() { Filter = filter }).Select(r => r.Id).ToListAsync();
        yield return await store.SearchAsync(Collection, query with { Vector = vector }, scope).Select(m => m.Record.Id).ToListAsync();
        if (!store.Capabilities.HasFlag(VectorStoreCapabilities.Lexical)) yield break;
        yield return await store.SearchAsync(Collection, query with { Text = Words }, scope).Select(m => m.Record.Id).ToListAsync();
        yield return await store.SearchAsync(Collection, query with { Text = Words, Vector = vector }, scope).Select(m => m.Record.Id).ToListAsync();
    }

    private static VectorRecord Record(Random random, string tenant)
    {
        var fields = new Dictionary<string, FieldValue> { [RagFields.Tenant] = tenant };
        if (random.Next(5) > 0) fields["roles"] = FieldValue.Many(Roles.Where(_ => random.Next(3) == 0).DefaultIfEmpty("pupil"));
        if (random.Next(5) > 0) fields[RagFields.Grade] = (long)random.Next(12);
        if (random.Next(5) > 0) fields["public"] = random.Next(2) == 0;
        if (random.Next(5) > 0) fields[RagFields.Owner] = $"user-{random.Next(30)}";
        var words = Words.Split(' ');
        var text = string.Join(' ', Enumerable.Range(0, 8).Select(_ => words[random.Next(words.Length)]));
        var id = new byte[16];
        random.NextBytes(id);
        return new(new(id), text, fields) { Vector = Unit(random) };
    }

    private static VectorFilter Filter(Random random, int depth) => (depth == 0 ? 3 : random.Next(5)) switch
    {
        0 => Filter(random, depth - 1) & Filter(random, depth - 1),
        1 => Filter(random, depth - 1) | Filter(random, depth - 1),
        2 => !Filter(random, depth - 1),
        _ => random.Next(5) switch
        {
            0 => VectorFilter.AnyOf("roles", Roles[random.Next(Roles.Length)], Roles[random.Next(Roles.Length)]),
            1 => VectorFilter.Range(RagFields.Grade, (long)random.Next(6), (long)(6 + random.Next(6))),
            2 => VectorFilter.Equal("public", true),
            3 => VectorFilter.AnyOf(RagFields.Owner, [.. Enumerable.Range(0, 8).Select(_ => (FieldValue)$"user-{random.Next(30)}")]),
            _ => VectorFilter.Exists(RagFields.Owner),
        },
    };

    private static float[] Unit(Random random)
    {
        var vector = Enumerable.Range(0, Dimension).Select(_ => random.NextSingle() - 0.5f).ToArray();
        var norm = MathF.Sqrt(vector.Sum(x => x * x));
        return [.. vector.Select(x => x / norm)];
    }
}
