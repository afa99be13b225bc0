using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Edify.Rag.Hosting.Usage;

/// <summary>Deletes counters whose day or month is as long ago as the options say, for as long as the host runs.</summary>
internal sealed class UsageRetention(
    string pipeline, Func<IUsageMeter> meter, IOptionsMonitor<QuotaOptions> options, TimeProvider time, ILogger<UsageRetention> logger) : BackgroundService
{
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
            var now = options.Get(pipeline);
            if (now.Retention is { } retention)
            {
                // A day more than asked for, since it is still yesterday somewhere.
                var before = DateOnly.FromDateTime((time.GetUtcNow() - retention).UtcDateTime).AddDays(-1);
                var gone = await meter().PruneAsync(before, cancellationToken).ConfigureAwait(false);
                if (gone > 0) logger.UsagePruned(gone);
            }

            return now.PruneInterval;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            logger.UsagePruningFailed(e);
            return TimeSpan.FromMinutes(10);
        }
    }
}
