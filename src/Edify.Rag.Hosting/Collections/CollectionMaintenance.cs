using Edify.Rag.Hosting.Collections.Reembedding;
using Edify.Rag.Hosting.Ingestion;
using Edify.Rag.Hosting.Ingestion.Resilience;
using Microsoft.Extensions.Logging;

namespace Edify.Rag.Hosting.Collections;

/// <summary>Builds collections beside the one in use, and switches.</summary>
/// <remarks>
/// What is where is kept in the store's own aliases: the configured name, the one before it (<see cref="CollectionNames.PreviousOf"/>)
/// and the one being built (<see cref="CollectionNames.NextOf"/>). So whoever comes after a crash knows where to go on.
/// </remarks>
internal sealed class CollectionMaintenance(IngestionParts plain, ILogger<CollectionMaintenance> logger) : ICollectionMaintenance
{
    private readonly RunServices _services = new(plain, new(plain), logger.Happened);

    private string Name => plain.Collection;

    public async Task<ReembeddingReport> ReembedAsync(
        ReembeddingRequest request, IProgress<CollectionCopyProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var tenants = Checked(request.Tenants);
        var started = plain.Time.GetTimestamp();
        var (parts, aliases) = (_services.Decorate(), Aliases());
        var current = await CurrentAsync(aliases, cancellationToken).ConfigureAwait(false);
        var embedder = await _services.Embedder.RunAsync(parts.Embedder.IdentifyAsync, cancellationToken).ConfigureAwait(false);
        var info = (await parts.Store.GetCollectionAsync(current, cancellationToken).ConfigureAwait(false))!;
        var begun = await BegunAsync(parts, aliases, current, embedder, cancellationToken).ConfigureAwait(false);
        if (embedder.HasMade(info) && !request.Force && begun is null)
        {
            // A switch that was cut short before the ledger followed it is completed.
            var following = await FollowAsync(parts, current, embedder.Id, tenants, cancellationToken).ConfigureAwait(false);
            var unchanged = await parts.Store.MeasureCollectionAsync(current, cancellationToken).ConfigureAwait(false);
            return new(current, current) { IsSwitched = true, Records = unchanged.Records, DocumentsFollowing = following, Elapsed = plain.Time.GetElapsedTime(started) };
        }

        await CheckPreviousAsync(aliases, current, cancellationToken).ConfigureAwait(false);
        var records = await CheckTenantsAsync(parts, current, tenants, cancellationToken).ConfigureAwait(false);
        await HoldLedgerAsync(parts, tenants, cancellationToken).ConfigureAwait(false);
        var next = begun ?? await BeginAsync(parts, aliases, current, embedder, cancellationToken).ConfigureAwait(false);
        var run = new ReembeddingRun(parts, _services.Embedder, embedder, new(parts.Store, current), new(parts.Store, next), tenants, progress);
        await run.FillAsync(records, cancellationToken).ConfigureAwait(false);
        var isSwitched = run.Problems.Count == 0;
        if (isSwitched) await SwitchAsync(aliases, current, next, cancellationToken).ConfigureAwait(false);
        return new(current, next)
        {
            IsSwitched = isSwitched,
            Records = records,
            Written = run.Written,
            Embedded = run.Embedded,
            Uncertain = run.Uncertain,
            Sampled = run.Sampled,
            Problems = run.Problems,
            DocumentsFollowing = isSwitched ? await FollowAsync(parts, next, embedder.Id, tenants, cancellationToken).ConfigureAwait(false) : 0,
            Elapsed = plain.Time.GetElapsedTime(started),
        };
    }

    public async Task<CollectionSwitch> RollBackAsync(IReadOnlyList<string> tenants, CancellationToken cancellationToken = default)
    {
        var named = Checked(tenants);
        var (parts, aliases) = (_services.Decorate(), Aliases());
        var current = await CurrentAsync(aliases, cancellationToken).ConfigureAwait(false);
        var all = await ListAsync(aliases, cancellationToken).ConfigureAwait(false);
        if (!all.TryGetValue(CollectionNames.PreviousOf(Name), out var previous) || previous == current)
            throw new RagConfigurationException($"No collection of '{Name}' is kept to roll back to; '{current}' is in use.");

        var info = (await parts.Store.GetCollectionAsync(previous, cancellationToken).ConfigureAwait(false))!;
        await HoldLedgerAsync(parts, named, cancellationToken).ConfigureAwait(false);
        await SetAsync(aliases, Name, previous, cancellationToken).ConfigureAwait(false);
        await SetAsync(aliases, CollectionNames.PreviousOf(Name), current, cancellationToken).ConfigureAwait(false);
        logger.CollectionSwitched(Name, current, previous);
        await FollowAsync(parts, previous, info.Embedder, named, cancellationToken).ConfigureAwait(false);
        return new(current, previous);
    }

    public async Task<IReadOnlyList<string>> DropOldAsync(CancellationToken cancellationToken = default)
    {
        var aliases = Aliases();
        var current = await CurrentAsync(aliases, cancellationToken).ConfigureAwait(false);
        var dropped = new List<string>();
        foreach (var alias in new[] { CollectionNames.PreviousOf(Name), CollectionNames.NextOf(Name) })
        {
            if (!(await ListAsync(aliases, cancellationToken).ConfigureAwait(false)).TryGetValue(alias, out var old)) continue;
            await DropAsync(aliases, alias, old == current ? null : old, cancellationToken).ConfigureAwait(false);
            if (old != current) dropped.Add(old);
        }

        return dropped;
    }

    public async Task<CollectionSwitch> AdoptAsync(IReadOnlyList<string> tenants, IProgress<CollectionCopyProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var named = Checked(tenants);
        var (parts, aliases) = (_services.Decorate(), Aliases());
        var info = await parts.Store.GetCollectionAsync(Name, cancellationToken).ConfigureAwait(false);
        var all = await ListAsync(aliases, cancellationToken).ConfigureAwait(false);
        if (info is null && all.TryGetValue(CollectionNames.NextOf(Name), out var copied)) return await TakePlaceAsync(aliases, copied).ConfigureAwait(false);
        if (info is null || all.ContainsKey(Name))
            throw new RagConfigurationException($"There is no plain collection '{Name}' to put behind an alias.");

        await CheckTenantsAsync(parts, Name, named, cancellationToken).ConfigureAwait(false);
        await HoldLedgerAsync(parts, named, cancellationToken).ConfigureAwait(false);
        var target = CollectionNames.Numbered(Name, 1);
        var definition = plain.CollectionFor(new(info.Embedder, info.Dimension));
        await parts.Store.EnsureCollectionAsync(definition with { Name = target }, cancellationToken).ConfigureAwait(false);
        var copy = await CollectionCopy.RunAsync(
            plain.Store, plain.Store, new(Name, named) { Target = target, Fields = definition.Fields }, progress, plain.Time, cancellationToken).ConfigureAwait(false);
        if (!copy.IsVerified) throw new RagConfigurationException($"'{Name}' was copied to '{copy.To}' but is not the same: {string.Join(" ", copy.Problems.Take(5))} It stays in use.");

        // From here on to the end: in between there is nothing of the name, and whoever comes after a crash finds the copy.
        await SetAsync(aliases, CollectionNames.NextOf(Name), copy.To, cancellationToken).ConfigureAwait(false);
        await parts.Store.DropCollectionAsync(Name, CancellationToken.None).ConfigureAwait(false);
        return await TakePlaceAsync(aliases, copy.To).ConfigureAwait(false);
    }

    private async Task<CollectionSwitch> TakePlaceAsync(ICollectionAliases aliases, string copy)
    {
        await SetAsync(aliases, Name, copy, CancellationToken.None).ConfigureAwait(false);
        await RemoveAsync(aliases, CollectionNames.NextOf(Name), CancellationToken.None).ConfigureAwait(false);
        logger.CollectionSwitched(Name, Name, copy);
        return new(Name, copy);
    }

    private static List<string> Checked(IReadOnlyList<string> tenants)
    {
        if (tenants is not { Count: > 0 } || tenants.Any(string.IsNullOrWhiteSpace)) throw new ArgumentException("Name the tenants of the collection, none of them blank.", nameof(tenants));
        return [.. tenants.Distinct(StringComparer.Ordinal)];
    }

    private ICollectionAliases Aliases()
    {
        if (plain.Store is not ICollectionAliases aliases)
            throw new RagConfigurationException("This vector store has no aliases, so that a collection can't be put in another one's place: name a new collection (EdifyRag:Collection) and ingest into it, or use ingest --recreate.");
        return CollectionNames.HasRoom(Name) ? aliases
            : throw new RagConfigurationException($"The name '{Name}' leaves no room for the names of the collections beside it; 54 characters are accepted.");
    }

    private async Task<string> CurrentAsync(ICollectionAliases aliases, CancellationToken cancellationToken)
    {
        if ((await ListAsync(aliases, cancellationToken).ConfigureAwait(false)).TryGetValue(Name, out var current)) return current;
        throw new RagConfigurationException(
            await plain.Store.GetCollectionAsync(Name, cancellationToken).ConfigureAwait(false) is null
                ? $"There is no collection '{Name}'. Ingest documents first."
                : $"'{Name}' is a plain collection, made before collections were put behind aliases, and can't be switched. Put it behind one first, while nothing is ingested: edify-rag reembed --adopt (ICollectionMaintenance.AdoptAsync).");
    }

    private async Task CheckPreviousAsync(ICollectionAliases aliases, string current, CancellationToken cancellationToken)
    {
        var all = await ListAsync(aliases, cancellationToken).ConfigureAwait(false);
        if (all.TryGetValue(CollectionNames.PreviousOf(Name), out var previous) && previous != current)
            throw new RagConfigurationException($"'{previous}', which '{Name}' stood for before '{current}', is still kept: drop it (edify-rag reembed --drop-old), or go back to it (--rollback), first.");
    }

    // A tenant that is forgotten would be gone from the search. Tells how many records there are.
    private static async Task<long> CheckTenantsAsync(IngestionParts parts, string collection, List<string> tenants, CancellationToken cancellationToken)
    {
        var (records, _) = await parts.Store.MeasureCollectionAsync(collection, cancellationToken).ConfigureAwait(false);
        var known = 0L;
        foreach (var tenant in tenants)
            known += await parts.Store.CountAsync(collection, AccessScope.ForSystem(tenant, "re-embedding"), cancellationToken: cancellationToken).ConfigureAwait(false);
        return known >= records ? records
            : throw new RagConfigurationException($"'{collection}' holds {records:N0} records, of which the named tenants ({string.Join(", ", tenants)}) have {known:N0}: name all tenants (--tenants a,b).");
    }

    // An embedded ledger has one writer: found out now, by removing what is not there, and not after hours of embedding.
    private static ValueTask HoldLedgerAsync(IngestionParts parts, List<string> tenants, CancellationToken cancellationToken) =>
        parts.Ledger.RemoveAsync([new(tenants[0], "re-embedding", "re-embedding")], cancellationToken);

    /// <summary>The collection that was begun with this embedder and never put in place; <see langword="null"/> where there is none.</summary>
    private async Task<string?> BegunAsync(IngestionParts parts, ICollectionAliases aliases, string current, EmbedderIdentity embedder, CancellationToken cancellationToken)
    {
        var all = await ListAsync(aliases, cancellationToken).ConfigureAwait(false);
        if (!all.TryGetValue(CollectionNames.NextOf(Name), out var begun)) return null;
        if (begun == current)
        {
            // It was put in place, and the alias was to go next.
            await RemoveAsync(aliases, CollectionNames.NextOf(Name), cancellationToken).ConfigureAwait(false);
            return null;
        }

        return await parts.Store.GetCollectionAsync(begun, cancellationToken).ConfigureAwait(false) is { } there && embedder.HasMade(there) ? begun : null;
    }

    private async Task<string> BeginAsync(IngestionParts parts, ICollectionAliases aliases, string current, EmbedderIdentity embedder, CancellationToken cancellationToken)
    {
        // One that was begun with another embedder is of no use any more.
        var alias = CollectionNames.NextOf(Name);
        if ((await ListAsync(aliases, cancellationToken).ConfigureAwait(false)).TryGetValue(alias, out var other))
            await DropAsync(aliases, alias, other, cancellationToken).ConfigureAwait(false);

        var definition = plain.CollectionFor(embedder);
        var next = await CollectionMaking.FreeAsync(parts.Store, Name, CollectionNames.NumberOf(Name, current) + 1, definition, cancellationToken).ConfigureAwait(false);
        await parts.Store.EnsureCollectionAsync(definition with { Name = next }, cancellationToken).ConfigureAwait(false);
        await SetAsync(aliases, alias, next, cancellationToken).ConfigureAwait(false);
        return next;
    }

    // In this order: after a crash at any point the way back is known before it is needed, and nothing is lost track of.
    private async Task SwitchAsync(ICollectionAliases aliases, string current, string next, CancellationToken cancellationToken)
    {
        await SetAsync(aliases, CollectionNames.PreviousOf(Name), current, cancellationToken).ConfigureAwait(false);
        await SetAsync(aliases, Name, next, cancellationToken).ConfigureAwait(false);
        await RemoveAsync(aliases, CollectionNames.NextOf(Name), cancellationToken).ConfigureAwait(false);
        logger.CollectionSwitched(Name, current, next);
    }

    private static async Task<int> FollowAsync(IngestionParts parts, string collection, string embedder, List<string> tenants, CancellationToken cancellationToken)
    {
        var following = 0;
        foreach (var tenant in tenants)
            following += await new LedgerFollowing(parts.Ledger, new(parts.Store, collection), embedder).FollowAsync(tenant, cancellationToken).ConfigureAwait(false);
        return following;
    }

    private async Task DropAsync(ICollectionAliases aliases, string alias, string? collection, CancellationToken cancellationToken)
    {
        await RemoveAsync(aliases, alias, cancellationToken).ConfigureAwait(false);
        if (collection is not null) await _services.Store.RunAsync(token => new ValueTask<bool>(plain.Store.DropCollectionAsync(collection, token)), cancellationToken).ConfigureAwait(false);
    }

    private ValueTask<IReadOnlyDictionary<string, string>> ListAsync(ICollectionAliases aliases, CancellationToken cancellationToken) =>
        _services.Store.RunAsync(token => new ValueTask<IReadOnlyDictionary<string, string>>(aliases.ListAliasesAsync(token)), cancellationToken);

    private ValueTask SetAsync(ICollectionAliases aliases, string alias, string collection, CancellationToken cancellationToken) =>
        _services.Store.RunAsync(token => new ValueTask(aliases.SetAliasAsync(alias, collection, token)), cancellationToken);

    private ValueTask<bool> RemoveAsync(ICollectionAliases aliases, string alias, CancellationToken cancellationToken) =>
        _services.Store.RunAsync(token => new ValueTask<bool>(aliases.RemoveAliasAsync(alias, token)), cancellationToken);
}
