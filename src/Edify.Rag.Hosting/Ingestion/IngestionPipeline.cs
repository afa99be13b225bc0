using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Edify.Rag.Hosting.Ingestion.Planning;
using Edify.Rag.Hosting.Ingestion.Reconciliation;
using Edify.Rag.Hosting.Ingestion.Resilience;
using Microsoft.Extensions.Logging;

namespace Edify.Rag.Hosting.Ingestion;

/// <summary>The ingestion flow; a run itself is <see cref="IngestionRun"/>.</summary>
internal sealed class IngestionPipeline(IngestionParts parts, ILogger<IngestionPipeline> logger) : IIngestionPipeline
{
    private readonly ConcurrentDictionary<(string Tenant, string Source), SemaphoreSlim> _turns = new();

    private readonly ServiceGates _gates = new(parts);

    public Task<IngestionReport> RunAsync(
        IngestionRequest request, IProgress<IngestionProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        Check(request);
        return RunInTurnAsync(request, progress, null, cancellationToken);
    }

    public IAsyncEnumerable<IngestionEvent> RunAsStreamAsync(IngestionRequest request, CancellationToken cancellationToken = default)
    {
        Check(request);
        return StreamAsync(request, cancellationToken);
    }

    public IAsyncEnumerable<PlannedDocument> PlanAsync(IngestionRequest request, CancellationToken cancellationToken = default)
    {
        Check(request);
        return new IngestionPlanner(parts, _gates, request).PlanAsync(cancellationToken);
    }

    public Task<ReconciliationReport> ReconcileAsync(IngestionRequest request, bool mend, CancellationToken cancellationToken = default)
    {
        Check(request);
        return InTurnAsync(request, token => new Reconciler(parts, _gates, request, logger).RunAsync(mend, token), cancellationToken);
    }

    public async Task<long?> DeleteAsync(string tenant, string name, string? source = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(tenant);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);

        var keys = new List<LedgerKey>();
        await foreach (var entry in parts.Ledger.ListAsync(tenant, source, cancellationToken).ConfigureAwait(false))
        {
            if (entry.Key.Name == name) keys.Add(entry.Key);
        }

        if (keys.Count == 0) return null;
        var deleted = await parts.Store.DeleteAsync(parts.Collection, FieldFilter.Documents(tenant, keys.Select(k => k.DocumentId)), cancellationToken).ConfigureAwait(false);
        await parts.Ledger.RemoveAsync(keys, cancellationToken).ConfigureAwait(false);
        return deleted;
    }

    private static void Check(IngestionRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentException.ThrowIfNullOrWhiteSpace(request.Tenant);
        if (request is { Recreate: true, Prefix.Length: > 0 })
            throw new ArgumentException("A collection is made anew for all of its documents: leave the prefix out, or the wish to recreate it.", nameof(request));
    }

    private async IAsyncEnumerable<IngestionEvent> StreamAsync(IngestionRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var events = new EventBuffer();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var run = Task.Run(() => RunToEndAsync(request, events, stop.Token), CancellationToken.None);
        try
        {
            await foreach (var happened in events.ReadAsync(CancellationToken.None).ConfigureAwait(false)) yield return happened;
        }
        finally
        {
            // Who leaves early leaves a run that has ended all the same.
            await stop.CancelAsync().ConfigureAwait(false);
            await ((Task)run).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        yield return new IngestionEvent.Completed(await run.ConfigureAwait(false));
    }

    private async Task<IngestionReport> RunToEndAsync(IngestionRequest request, EventBuffer events, CancellationToken cancellationToken)
    {
        try
        {
            return await RunInTurnAsync(request, events, events.Add, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            events.Complete();
        }
    }

    private Task<IngestionReport> RunInTurnAsync(
        IngestionRequest request, IProgress<IngestionProgress>? progress, Action<IngestionEvent>? tell, CancellationToken cancellationToken) =>
        InTurnAsync(request, token => new IngestionRun(parts, _gates, request, progress, tell, logger).ExecuteAsync(token), cancellationToken);

    private async Task<TReport> InTurnAsync<TReport>(
        IngestionRequest request, Func<CancellationToken, Task<TReport>> work, CancellationToken cancellationToken)
    {
        var turn = _turns.GetOrAdd((request.Tenant, request.Source ?? parts.Source.Location), static _ => new(1));
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await work(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            turn.Release();
        }
    }
}
