using Edify.Rag.Hosting.Health;
using Edify.Rag.Hosting.Ingestion.Resilience;
using Microsoft.Extensions.Hosting;

namespace Edify.Rag.Hosting.Startup;

/// <summary>Refuses to start a host whose parts don't fit together, before any of its services runs.</summary>
/// <remarks>A program without a host, such as the CLI, is not held up: it has the doctor.</remarks>
internal sealed class StartupChecks(string pipeline, Func<StoreFit> fit, StartupCheckOptions options, TimeProvider time) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (!options.Enabled) return;
        try
        {
            var problems = await TimedExamination.RunAsync(
                token => ExamineAsync(fit(), token),
                late => [$"The vector store {late}: look at its address, and whether it runs."],
                options.Timeout,
                time,
                cancellationToken).ConfigureAwait(false);
            if (problems.Count > 0) throw Refusal(string.Join(" ", problems));
        }
        catch (Exception e) when (e is not RagConfigurationException && !cancellationToken.IsCancellationRequested)
        {
            throw Refusal(e is RagException ? e.Message : $"The vector store or the embedder can't be used: {TransientFaults.Describe(e)}", e);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static async Task<IReadOnlyList<string>> ExamineAsync(StoreFit fit, CancellationToken cancellationToken)
    {
        await fit.ReachAsync(cancellationToken).ConfigureAwait(false);
        return
        [
            .. fit.Capabilities(),
            .. await fit.EmbedderAsync(cancellationToken).ConfigureAwait(false),
            .. await fit.IndexesAsync(cancellationToken).ConfigureAwait(false),
        ];
    }

    private RagConfigurationException Refusal(string why, Exception? cause = null) => new(
        $"The pipeline '{pipeline}' can't start: {why} (EdifyRag:StartupChecks:Enabled = false starts it all the same.)", cause);
}
