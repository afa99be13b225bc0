using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Edify.Rag.Hosting.Conversations;

/// <summary>Deletes conversations that were not used for as long as the options say, for as long as the host runs.</summary>
/// <remarks>Also where no new ones are kept any more: what is there goes in its time.</remarks>
internal sealed class ConversationRetention(
    string pipeline, Func<IConversationStore> store, IOptionsMonitor<ConversationOptions> options, TimeProvider time, ILogger<ConversationRetention> logger) : BackgroundService
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
                var gone = await store().PruneAsync(time.GetUtcNow() - retention, cancellationToken).ConfigureAwait(false);
                if (gone > 0) logger.ConversationsPruned(gone);
            }

            return now.PruneInterval;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            logger.PruningFailed(e);
            return TimeSpan.FromMinutes(10);
        }
    }
}
