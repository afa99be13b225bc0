using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Edify.Rag.Hosting.Ingestion;

/// <summary>The ingestion flow; a run itself is <see cref="IngestionRun"/>.</summary>
internal sealed class IngestionPipeline(IngestionParts parts, ILogger<IngestionPipeline> logger) : IIngestionPipeline
{
    private readonly ConcurrentDictionary<(string Tenant, string Source), SemaphoreSlim> _turns = new();

    public async Task<IngestionReport> RunAsync(
        IngestionRequest request, IProgress<IngestionProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentException.ThrowIfNullOrWhiteSpace(request.Tenant);

        var turn = _turns.GetOrAdd((request.Tenant, request.Source ?? parts.Source.Location), static _ => new(1));
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await new IngestionRun(parts, request, progress, logger).ExecuteAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            turn.Release();
        }
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
}
