using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Edify.Rag.Hosting.Erasure;

/// <summary>Brings erasures to their end that were interrupted, once the host runs.</summary>
internal sealed class ErasureResumption(PendingErasures pending, Func<IErasure> erasure, TimeProvider time, ILogger<ErasureResumption> logger) : BackgroundService
{
    private static readonly TimeSpan AfterFailure = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The start of the host does not wait for it.
        await Task.Yield();
        while (!await ResumeAsync(stoppingToken).ConfigureAwait(false)) await Task.Delay(AfterFailure, time, stoppingToken).ConfigureAwait(false);
    }

    private async Task<bool> ResumeAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (pending.Read().Count > 0) await erasure().ResumeAsync(cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            logger.ErasureFailed(e);
            return false;
        }
    }
}
