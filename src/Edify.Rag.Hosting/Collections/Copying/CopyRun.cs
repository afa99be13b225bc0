using Edify.Rag.Hosting.Ingestion;
using Edify.Rag.Hosting.Ingestion.Resilience;

namespace Edify.Rag.Hosting.Collections.Copying;

/// <summary>One copy: make the target, pass until the two are the same, verify.</summary>
internal sealed class CopyRun(
    IVectorStore from, IVectorStore to, ServiceCalls reading, ServiceCalls writing, CollectionCopyRequest request, IProgress<CollectionCopyProgress>? progress, TimeProvider time)
{
    private const int MostPasses = 5;

    private readonly ResilientStore _from = new(from, reading);
    private readonly ResilientStore _to = new(to, writing);
    private readonly List<string> _tenants = [.. request.Tenants.Distinct(StringComparer.Ordinal)];
    private readonly List<string> _problems = [];

    public async Task<CollectionCopyReport> ExecuteAsync(CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var name = request.Target ?? request.Collection;
        var info = await _from.GetCollectionAsync(request.Collection, cancellationToken).ConfigureAwait(false)
            ?? throw new VectorStoreException("vectors", request.Collection, "copy", $"There is no collection '{request.Collection}' in the store to copy from.");
        var source = new CollectionPlace(_from, await reading.RunAsync(Resolve, cancellationToken).ConfigureAwait(false));
        if (ReferenceEquals(from, to) && (name == request.Collection || name == source.Collection)) throw new ArgumentException($"'{name}' can't be copied onto itself; name the copy otherwise.");

        var definition = new CollectionDefinition(name, info.Dimension, info.Embedder, request.Fields ?? ChunkRecords.Fields);
        var target = new CollectionPlace(_to, await writing.RunAsync(Make, cancellationToken).ConfigureAwait(false));
        var (all, _) = await source.Store.MeasureCollectionAsync(source.Collection, cancellationToken).ConfigureAwait(false);
        var total = await CountAsync(source, cancellationToken).ConfigureAwait(false);
        var count = await PassAsync(source, target, total, cancellationToken).ConfigureAwait(false);
        var (records, sampled) = await VerifyAsync(source, target, cancellationToken).ConfigureAwait(false);
        return new(source.Collection, target.Collection)
        {
            Records = records,
            Written = count.Written,
            Removed = count.Removed,
            LeftBehind = Math.Max(0, all - total),
            Sampled = sampled,
            Problems = _problems,
            Elapsed = time.GetElapsedTime(started),
        };

        // Repeated as a whole: they may be done again.
        ValueTask<string> Resolve(CancellationToken token) => new(CollectionMaking.ResolveAsync(from, request.Collection, token));
        ValueTask<string> Make(CancellationToken token) => new(CollectionMaking.EnsureAsync(to, definition, token));
    }

    private async Task<MergeCount> PassAsync(CollectionPlace source, CollectionPlace target, long total, CancellationToken cancellationToken)
    {
        var sum = default(MergeCount);
        for (var pass = 1; pass <= MostPasses; pass++)
        {
            var all = await EachAsync(source, target, write: true, total, cancellationToken).ConfigureAwait(false);
            sum += all;
            var left = await EachAsync(source, target, write: false, total, cancellationToken).ConfigureAwait(false);
            if (left.IsClean) return sum;
            if (left.Stray > 0)
            {
                _problems.Add($"'{target.Collection}' holds {left.Stray:N0} records that '{source.Collection}' has not, and that can't be told apart from others; copy into an empty collection.");
                return sum;
            }
        }

        _problems.Add($"'{source.Collection}' changed faster than it was copied; stop ingestion, and copy once more.");
        return sum;
    }

    private async Task<MergeCount> EachAsync(CollectionPlace source, CollectionPlace target, bool write, long total, CancellationToken cancellationToken)
    {
        var sum = default(MergeCount);
        foreach (var tenant in _tenants)
        {
            var done = sum;
            sum += await new CollectionMerge(source, target, tenant, new SameRecords(), request.BatchSize, request.Parallelism)
                .RunAsync(write, (seen, written) => progress?.Report(new(done.Seen + seen, total, done.Written + written)), cancellationToken).ConfigureAwait(false);
        }

        return sum;
    }

    private async Task<(long Records, int Sampled)> VerifyAsync(CollectionPlace source, CollectionPlace target, CancellationToken cancellationToken)
    {
        var (records, sampled) = (0L, 0);
        foreach (var tenant in _tenants)
        {
            var here = await CountAsync(source, tenant, cancellationToken).ConfigureAwait(false);
            var there = await CountAsync(target, tenant, cancellationToken).ConfigureAwait(false);
            records += here;
            if (here != there) _problems.Add($"'{source.Collection}' has {here:N0} records of tenant '{tenant}', '{target.Collection}' has {there:N0}.");
            foreach (var (one, other) in await RecordSample.TakeAsync(source, target, tenant, here, cancellationToken).ConfigureAwait(false))
            {
                sampled++;
                if (other is null || !RecordEquality.AreSame(one, other)) _problems.Add($"Record {one.Id} is not the same in '{target.Collection}'.");
                else if (RecordEquality.Cosine(one.Vector.Span, other.Vector.Span) < RecordEquality.LeastCosine) _problems.Add($"Record {one.Id} has another vector in '{target.Collection}'.");
            }
        }

        return (records, sampled);
    }

    private async Task<long> CountAsync(CollectionPlace place, CancellationToken cancellationToken)
    {
        var sum = 0L;
        foreach (var tenant in _tenants) sum += await CountAsync(place, tenant, cancellationToken).ConfigureAwait(false);
        return sum;
    }

    private static Task<long> CountAsync(CollectionPlace place, string tenant, CancellationToken cancellationToken) =>
        place.Store.CountAsync(place.Collection, AccessScope.ForSystem(tenant, "copy of a collection"), cancellationToken: cancellationToken);
}
