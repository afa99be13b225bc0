using Edify.Rag;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace IngestionWorker;

/// <summary>Touches the health file while the worker is well, and logs its progress.</summary>
internal sealed partial class HealthReport(IIngestionWorker worker, IOptions<HealthOptions> options, ILogger<HealthReport> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var path = options.Value.File;
        using var timer = new PeriodicTimer(options.Value.Interval);
        try
        {
            do
            {
                var status = worker.Status;
                if (status.IsHealthy && path.Length > 0) await File.WriteAllTextAsync(path, $"{DateTimeOffset.UtcNow:O}\n", stoppingToken);
                if (status.Progress is { } now) LogProgress(now.Done, now.Failed, now.Chunks, now.RecentRate);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        finally
        {
            if (path.Length > 0) File.Delete(path);
        }
    }

    [LoggerMessage(1, LogLevel.Information, "{Done} documents done, {Failed} failed, {Chunks} chunks, {Rate:0.0} documents/s")]
    private partial void LogProgress(int done, int failed, long chunks, double rate);
}
