using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Edify.Rag.Vectors.Tests.Conformance;

/// <summary>A store that is right but for one fault.</summary>
internal sealed class FaultyStore(IVectorStore inner, StoreFault fault) : IVectorStore, ICollectionAliases, IDisposable
{
    private const int MostRecords = 5_000;
    private const int MostCharacters = 1 << 16;
    private const int OtherConstant = 2;

    private readonly ConcurrentDictionary<string, bool> _tenants = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Collection, Guid Id), bool> _written = new();

    public VectorStoreCapabilities Capabilities => inner.Capabilities;

    private ICollectionAliases Aliases => (ICollectionAliases)inner;

    public async Task EnsureCollectionAsync(CollectionDefinition collection, CancellationToken cancellationToken = default)
    {
        if (fault == StoreFault.MixesEmbedders && await inner.GetCollectionAsync(collection.Name, cancellationToken) is { } there) collection = collection with { Embedder = there.Embedder };
        await inner.EnsureCollectionAsync(collection, Token(cancellationToken));
    }

    public Task<CollectionInfo?> GetCollectionAsync(string collection, CancellationToken cancellationToken = default) => inner.GetCollectionAsync(collection, Token(cancellationToken));

    public Task<CollectionSize> MeasureCollectionAsync(string collection, CancellationToken cancellationToken = default) => inner.MeasureCollectionAsync(collection, Token(cancellationToken));

    public Task<bool> DropCollectionAsync(string collection, CancellationToken cancellationToken = default) => inner.DropCollectionAsync(collection, Token(cancellationToken));

    public Task UpsertAsync(string collection, IReadOnlyList<VectorRecord> records, CancellationToken cancellationToken = default)
    {
        foreach (var record in records.Where(r => r?.Fields is not null))
        {
            if (record.Fields.TryGetValue(RagFields.Tenant, out var tenant) && tenant.Kind == FieldKind.Text) _tenants[tenant.AsText()] = true;
        }

        var stored = fault == StoreFault.CutsLargeCalls ? records.Take(MostRecords) : records;
        return inner.UpsertAsync(collection, [.. stored.Select(record => Stored(collection, record))], Token(cancellationToken));
    }

    public async Task<long> DeleteAsync(string collection, VectorFilter filter, CancellationToken cancellationToken = default)
    {
        var left = new List<VectorRecord>();
        foreach (var tenant in fault == StoreFault.LeavesOneBehind ? [.. _tenants.Keys] : Array.Empty<string>())
        {
            var scan = inner.ScanAsync(collection, AccessScope.ForSystem(tenant, "faults"), new() { Filter = filter, IncludeVectors = true }, cancellationToken);
            left.AddRange(await scan.Take(1).ToListAsync(cancellationToken));
        }

        var deleted = await inner.DeleteAsync(collection, FaultyFilter.Of(filter, fault), Token(cancellationToken));
        if (left.Count > 0) await inner.UpsertAsync(collection, left[..1], cancellationToken);
        return deleted;
    }

    public Task<long> UpdateFieldsAsync(string collection, VectorFilter filter, IReadOnlyDictionary<string, FieldValue> fields, CancellationToken cancellationToken = default) =>
        inner.UpdateFieldsAsync(
            collection, FaultyFilter.Of(filter, fault), fault == StoreFault.ForgetsFieldChanges ? new Dictionary<string, FieldValue>() : fields, Token(cancellationToken));

    public async IAsyncEnumerable<VectorMatch> SearchAsync(
        string collection, VectorQuery query, AccessScope scope, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var asked = query with { Filter = FaultyFilter.Of(query.Filter, fault) };
        if (fault == StoreFault.IgnoresMinSimilarity) asked = asked with { MinSimilarity = null };
        if (fault == StoreFault.TakesVectorsOfAnyEmbedder) asked = asked with { Embedder = null };
        if (fault == StoreFault.ForgetsTheWords && asked.Vector is not null) asked = asked with { Text = null };
        var scopes = fault switch
        {
            StoreFault.IgnoresScopes => [AccessScope.ForSystem(scope.Tenant, "faults")],
            StoreFault.MixesTenants => _tenants.Keys.Select(tenant => AccessScope.ForSystem(tenant, "faults")).Append(scope),
            _ => new[] { scope },
        };
        var found = new Dictionary<Guid, VectorMatch>();
        foreach (var each in scopes)
        {
            await foreach (var match in inner.SearchAsync(collection, asked, each, Token(cancellationToken))) found[match.Record.Id] = Shown(match, query);
        }

        var isMixed = fault is StoreFault.MixesTenants || (fault == StoreFault.BreaksTiesByIdAlone && asked is { Vector: not null, Text: not null });
        foreach (var match in isMixed ? found.Values.OrderByDescending(m => m.Score).ThenBy(m => m.Record.Id).Take(query.Limit) : found.Values.AsEnumerable()) yield return match;
    }

    public async IAsyncEnumerable<VectorRecord> ScanAsync(
        string collection, AccessScope scope, ScanOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var asked = options is null ? null : options with { Filter = FaultyFilter.Of(options.Filter, fault) };
        var count = 0;
        await foreach (var record in inner.ScanAsync(collection, scope, asked, Token(cancellationToken)))
        {
            if (++count % 100 > 0 || fault != StoreFault.SkipsInWalks) yield return record;
        }
    }

    public Task<long> CountAsync(string collection, AccessScope scope, VectorFilter? filter = null, CancellationToken cancellationToken = default) =>
        inner.CountAsync(collection, scope, filter is null ? null : FaultyFilter.Of(filter, fault), Token(cancellationToken));

    public Task CheckAsync(CancellationToken cancellationToken = default) => inner.CheckAsync(Token(cancellationToken));

    public Task<IReadOnlyDictionary<string, string>> ListAliasesAsync(CancellationToken cancellationToken = default) => Aliases.ListAliasesAsync(Token(cancellationToken));

    public async Task SetAliasAsync(string alias, string collection, CancellationToken cancellationToken = default)
    {
        if (fault == StoreFault.SwitchesInTwoSteps)
        {
            await Aliases.RemoveAliasAsync(alias, cancellationToken);
            await Task.Yield();
        }

        await Aliases.SetAliasAsync(alias, collection, Token(cancellationToken));
    }

    public Task<bool> RemoveAliasAsync(string alias, CancellationToken cancellationToken = default) => Aliases.RemoveAliasAsync(alias, Token(cancellationToken));

    public void Dispose() => (inner as IDisposable)?.Dispose();

    private CancellationToken Token(CancellationToken cancellationToken) => fault == StoreFault.NeverStops ? CancellationToken.None : cancellationToken;

    private VectorRecord Stored(string collection, VectorRecord record)
    {
        switch (fault)
        {
            case StoreFault.AppendsInsteadOfReplacing when !_written.TryAdd((collection, record.Id), true):
                return record with { Id = Guid.NewGuid() };
            case StoreFault.CutsTexts when record.Text.Length > MostCharacters:
                return record with { Text = record.Text[..MostCharacters] };
            case StoreFault.KeepsOneValueOfMany:
                return record with { Fields = record.Fields.ToDictionary(f => f.Key, f => f.Value.Items is [var first, _, ..] ? FieldValue.Many([first]) : f.Value) };
            case StoreFault.RoundsIntegers:
                return record with { Fields = record.Fields.ToDictionary(f => f.Key, f => f.Value.Kind == FieldKind.Integer ? (long)(double)f.Value.AsInteger() : f.Value) };
            default:
                return record;
        }
    }

    private VectorMatch Shown(VectorMatch match, VectorQuery query) => fault switch
    {
        StoreFault.ScalesSimilarities when match.Similarity is { } similarity =>
            match with { Similarity = (1 + similarity) / 2, Score = query.Text is null ? (1 + similarity) / 2 : match.Score },
        StoreFault.FusesByAnotherConstant when query is { Vector: not null, Text: not null } => match with { Score = match.Score * 61 / (OtherConstant + 1) },
        _ => match,
    };
}
