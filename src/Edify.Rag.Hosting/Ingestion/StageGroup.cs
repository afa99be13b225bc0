namespace Edify.Rag.Hosting.Ingestion;

/// <summary>Runs stages that feed each other: the first error stops all of them and is the one that is raised.</summary>
internal static class StageGroup
{
    public static async Task RunAsync(CancellationTokenSource stop, IReadOnlyList<Task> stages)
    {
        var running = stages.ToList();
        Task? failed = null;
        while (running.Count > 0)
        {
            var ended = await Task.WhenAny(running).ConfigureAwait(false);
            running.Remove(ended);
            if (ended.IsCompletedSuccessfully || failed is not null) continue;
            failed = ended;
            await stop.CancelAsync().ConfigureAwait(false);
        }

        if (failed is not null) await failed.ConfigureAwait(false);
    }
}
