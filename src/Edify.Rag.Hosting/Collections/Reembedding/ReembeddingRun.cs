using Edify.Rag.Hosting.Collections.Copying;
using Edify.Rag.Hosting.Ingestion;
using Edify.Rag.Hosting.Ingestion.Resilience;

namespace Edify.Rag.Hosting.Collections.Reembedding;

/// <summary>Fills a new collection with the records of the old one, embedded by another embedder, and verifies it.</summary>
internal sealed class ReembeddingRun(
    IngestionParts parts, ServiceCalls embedding, EmbedderIdentity embedder, CollectionPlace old, CollectionPlace next, IReadOnlyList<string> tenants, IProgress<CollectionCopyProgress>? progress)
{
    private const int MostPasses = 10;
    private const int NamedAtMost = 5;

    private readonly List<string> _problems = [];
    private readonly SortedSet<string> _refused = new(StringComparer.Ordinal);

    public long Written { get; private set; }

    public long Embedded { get; private set; }

    public long Uncertain { get; private set; }

    public int Sampled { get; private set; }

    /// <summary>Why the new collection is not fit to be used; empty when it is.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <param name="total">Records of the old collection when it began.</param>
    /// <param name="cancellationToken">Stops it; what was written stays, and is not embedded again.</param>
    public async Task FillAsync(long total, CancellationToken cancellationToken)
    {
        if (!await PassesAsync(total, cancellationToken).ConfigureAwait(false)) return;
        foreach (var tenant in tenants) await VerifyAsync(tenant, cancellationToken).ConfigureAwait(false);
    }

    // What changes in the old collection meanwhile is taken over by the next pass; each is shorter than the one before.
    private async Task<bool> PassesAsync(long total, CancellationToken cancellationToken)
    {
        for (var pass = 1; pass <= MostPasses; pass++)
        {
            var isClean = true;
            foreach (var tenant in tenants) isClean &= await PassAsync(tenant, total, cancellationToken).ConfigureAwait(false);
            if (_refused.Count > 0)
            {
                var more = _refused.Count > NamedAtMost ? $" and {_refused.Count - NamedAtMost:N0} more" : string.Empty;
                _problems.Add($"The embedder refused texts of {string.Join(", ", _refused.Take(NamedAtMost).Select(name => $"'{name}'"))}{more}; ingest them in smaller chunks, delete them, or use another embedder.");
                return false;
            }

            if (isClean) return true;
        }

        _problems.Add($"'{old.Collection}' changed faster than it was embedded; stop ingestion, and go on with the same command.");
        return false;
    }

    /// <summary>Whether nothing was to be done.</summary>
    private async Task<bool> PassAsync(string tenant, long total, CancellationToken cancellationToken)
    {
        var versions = await VersionFollowing.ReadAsync(parts.Ledger, tenant, embedder.Id, cancellationToken).ConfigureAwait(false);
        var making = new EmbeddedRecords(parts.Embedder, embedding, versions);
        var before = Written;
        var count = await new CollectionMerge(old, next, tenant, making, parts.Options.BatchSize, parts.Options.EmbeddingParallelism)
            .RunAsync(write: true, (seen, written) => progress?.Report(new(seen, total, before + written)), cancellationToken).ConfigureAwait(false);
        Written += count.Written;
        Embedded += making.Embedded;
        Uncertain += making.Uncertain;
        _refused.UnionWith(making.Refused);
        if (count.Stray > 0) _problems.Add($"'{next.Collection}' holds {count.Stray:N0} records that '{old.Collection}' has not and that can't be told apart from others.");
        return count.IsClean;
    }

    private async Task VerifyAsync(string tenant, CancellationToken cancellationToken)
    {
        var scope = AccessScope.ForSystem(tenant, "re-embedding");
        var here = await old.Store.CountAsync(old.Collection, scope, cancellationToken: cancellationToken).ConfigureAwait(false);
        var there = await next.Store.CountAsync(next.Collection, scope, cancellationToken: cancellationToken).ConfigureAwait(false);
        if (here != there) _problems.Add($"'{old.Collection}' has {here:N0} records of tenant '{tenant}', '{next.Collection}' has {there:N0}.");

        var making = new EmbeddedRecords(parts.Embedder, embedding, await VersionFollowing.ReadAsync(parts.Ledger, tenant, embedder.Id, cancellationToken).ConfigureAwait(false));
        var sample = await RecordSample.TakeAsync(next, old, tenant, there, cancellationToken).ConfigureAwait(false);
        foreach (var group in sample.Chunk(parts.Options.BatchSize))
        {
            var texts = group.Select(pair => ChunkRecords.EmbeddedTextOf(pair.Here).Text).ToList();
            var vectors = await making.VectorsAsync([.. texts.Distinct(StringComparer.Ordinal)], cancellationToken).ConfigureAwait(false);
            for (var i = 0; i < group.Length; i++)
            {
                Sampled++;
                var (made, from) = group[i];
                if (from is null || !RecordEquality.AreSame(making.Expect(from), made with { Vector = default })) _problems.Add($"Record {made.Id} of '{next.Collection}' is not the one of '{old.Collection}'.");
                else if (!vectors.TryGetValue(texts[i], out var vector) || RecordEquality.Cosine(vector.Span, made.Vector.Span) < RecordEquality.LeastCosine)
                    _problems.Add($"Record {made.Id} of '{next.Collection}' has not the vector that '{embedder.Id}' makes of its text.");
            }
        }
    }
}
