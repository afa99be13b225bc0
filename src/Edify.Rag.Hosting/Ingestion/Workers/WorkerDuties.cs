using Edify.Rag.Hosting.Ingestion.Resilience;
using Microsoft.Extensions.Logging;

namespace Edify.Rag.Hosting.Ingestion.Workers;

/// <summary>Keeps a duty going while services come and go.</summary>
internal sealed class WorkerDuties(IngestionWorkerOptions options, TimeProvider time, WorkerState state, ILogger logger)
{
    /// <summary>Runs a duty, again after each outage, until it is cancelled.</summary>
    /// <param name="name">The duty's name.</param>
    /// <param name="work">The duty; does not return but by an error.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RunAsync(string name, Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await work(cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (IsOfService(e) && !cancellationToken.IsCancellationRequested)
            {
                var reason = TransientFaults.Describe(e);
                var asked = (e as RagException)?.RetryAfter ?? TimeSpan.Zero;
                var delay = asked > options.RetryDelay ? asked : options.RetryDelay;
                logger.DutyStopped(e, name, delay, reason);
                state.Failed(name, reason);
                await Task.Delay(delay, time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    // A wrong key may be mended while the worker waits; parts that don't fit together are not.
    private static bool IsOfService(Exception error) => error is (RagException and not RagConfigurationException) or IOException or HttpRequestException;
}
