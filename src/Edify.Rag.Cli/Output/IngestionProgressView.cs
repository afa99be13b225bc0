using Spectre.Console;

namespace Edify.Rag.Cli.Output;

/// <summary>Shows a run as it goes: a live bar on a terminal, lines to standard error otherwise, JSON lines there when JSON is asked for.</summary>
internal static class IngestionProgressView
{
    public static Task<IngestionReport> ShowAsync(bool json, IAsyncEnumerable<IngestionEvent> run) =>
        json ? FollowAsync(run, new IngestionJsonLines(Console.Error, TimeProvider.System).Show)
        : CommandConsole.IsTerminal ? WithBarAsync(run)
        : FollowAsync(run, new IngestionLines(Console.Error, TimeProvider.System).Show);

    private static Task<IngestionReport> WithBarAsync(IAsyncEnumerable<IngestionEvent> run) =>
        AnsiConsole.Progress()
            .Columns(new SpinnerColumn(), new ProgressBarColumn(), new PercentageColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
            .StartAsync(context => FollowAsync(run, new Bar(context.AddTask("listing")).Show));

    private static async Task<IngestionReport> FollowAsync(IAsyncEnumerable<IngestionEvent> run, Action<IngestionEvent> show)
    {
        IngestionReport? report = null;
        await foreach (var happened in run)
        {
            if (happened is IngestionEvent.Completed completed) report = completed.Report;
            else show(happened);
        }

        return report!;
    }

    /// <summary>The bar goes by bytes, since a large file takes longer; what goes wrong scrolls by above it.</summary>
    private sealed class Bar(ProgressTask task)
    {
        public void Show(IngestionEvent happened)
        {
            if (happened is not IngestionEvent.Progressed { Progress: var p })
            {
                AnsiConsole.MarkupLine($"[yellow]{Markup.Escape(IngestionSentences.Of(happened))}[/]");
                return;
            }

            var byBytes = p is { BytesToDo: > 0, ListingComplete: true };
            task.MaxValue = byBytes ? p.BytesToDo : Math.Max(1, p.Listed);
            task.Value = byBytes ? p.BytesDone : p.Done;
            task.Description = Markup.Escape(IngestionSentences.Of(happened));
        }
    }
}
