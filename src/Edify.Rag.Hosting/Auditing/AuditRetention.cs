using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Edify.Rag.Hosting.Auditing;

/// <summary>Prunes the audit's records and kept texts as the options say, for as long as the host runs.</summary>
/// <remarks>Also where nothing is audited any more: what is there goes in its time.</remarks>
internal sealed class AuditRetention(Func<IAuditLog> log, Func<AuditOptions> options, TimeProvider time, ILogger<AuditRetention> logger) : BackgroundService
{
    private static readonly TimeSpan AfterFailure = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The start of the host does not wait for it.
        await Task.Yield();
        while (true)
        {
            var wait = await PruneAsync(stoppingToken).ConfigureAwait(false);
            await Task.Delay(wait, time, stoppingToken).ConfigureAwait(false);
        }
    }

    private async Task<TimeSpan> PruneAsync(CancellationToken cancellationToken)
    {
        try
        {
            var (now, at) = (options(), time.GetUtcNow());
            var texts = now.QuestionRetention is { } forTexts ? await log().PruneTextsAsync(at - forTexts, cancellationToken).ConfigureAwait(false) : 0;
            var records = now.Retention is { } retention ? await log().PruneAsync(at - retention, cancellationToken).ConfigureAwait(false) : 0;
            if (texts > 0 || records > 0) logger.AuditPruned(records, texts);
            return now.PruneInterval;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            logger.AuditPruningFailed(e);
            return AfterFailure;
        }
    }
}
