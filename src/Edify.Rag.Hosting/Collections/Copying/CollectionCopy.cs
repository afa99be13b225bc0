using Edify.Rag.Hosting.Collections.Copying;
using Edify.Rag.Hosting.Ingestion.Resilience;

namespace Edify.Rag;

/// <summary>Copies a collection, vectors and all, from one store to another: how a pipeline moves house.</summary>
public static class CollectionCopy
{
    /// <summary>Copies, and verifies the copy.</summary>
    /// <remarks>
    /// <para>
    /// Both collections are walked side by side in order of their ids; what the target has already is skipped. So a copy that was
    /// stopped goes on where it was, and a copy of a collection that changed writes only what changed. Memory holds a few batches.
    /// Calls that fail for a reason that may pass are repeated.
    /// </para>
    /// <para>
    /// Stop ingestion for the time of it, or copy once more afterwards: passes are repeated until one finds nothing to do, five at
    /// most. Where the target has aliases, a new copy is made as ingestion makes its collections, behind an alias.
    /// </para>
    /// </remarks>
    /// <param name="from">The store to read.</param>
    /// <param name="to">The store to write; it may be the same one, under another name of the collection.</param>
    /// <param name="request">What to copy.</param>
    /// <param name="progress">Told after each batch; may be called from several threads.</param>
    /// <param name="time">Measures, and waits before repetitions; <see langword="null"/> for the system's clock.</param>
    /// <param name="cancellationToken">Stops it; what was copied stays.</param>
    /// <exception cref="VectorStoreException">The source does not exist, or the target was made by another embedder.</exception>
    /// <exception cref="RagOutageException">A store stayed down for all repetitions.</exception>
    /// <exception cref="ArgumentException">The request names no tenant, or the two are one collection.</exception>
    public static async Task<CollectionCopyReport> RunAsync(
        IVectorStore from,
        IVectorStore to,
        CollectionCopyRequest request,
        IProgress<CollectionCopyProgress>? progress = null,
        TimeProvider? time = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        Check(request);
        var clock = time ?? TimeProvider.System;
        var options = new IngestionOptions();
        return await new CopyRun(from, to, Calls("the store that is read"), Calls("the store that is written"), request, progress, clock)
            .ExecuteAsync(cancellationToken).ConfigureAwait(false);

        ServiceCalls Calls(string store) => new(store, new(request.Parallelism + 2, clock), options, clock, static _ => { });
    }

    private static void Check(CollectionCopyRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentException.ThrowIfNullOrWhiteSpace(request.Collection);
        ArgumentOutOfRangeException.ThrowIfLessThan(request.BatchSize, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(request.BatchSize, 10_000);
        ArgumentOutOfRangeException.ThrowIfLessThan(request.Parallelism, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(request.Parallelism, 64);
        if (request.Tenants is not { Count: > 0 } || request.Tenants.Any(string.IsNullOrWhiteSpace))
            throw new ArgumentException("Name the tenants whose records are copied, none of them blank.", nameof(request));
    }
}
