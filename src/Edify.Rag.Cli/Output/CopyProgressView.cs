using System.Globalization;
using Spectre.Console;

namespace Edify.Rag.Cli.Output;

/// <summary>Shows how far a copy is: a live bar on a terminal, lines to standard error otherwise, JSON lines there when JSON is asked for.</summary>
internal static class CopyProgressView
{
    public static Task<TReport> CopyingAsync<TReport>(this CommandConsole console, Func<IProgress<CollectionCopyProgress>, Task<TReport>> run) =>
        console.IsJson || !CommandConsole.IsTerminal ? run(new Lines(console.IsJson)) : WithBarAsync(run);

    private static Task<TReport> WithBarAsync<TReport>(Func<IProgress<CollectionCopyProgress>, Task<TReport>> run) =>
        AnsiConsole.Progress()
            .Columns(new SpinnerColumn(), new ProgressBarColumn(), new PercentageColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
            .StartAsync(context => run(new Bar(context.AddTask("records"))));

    /// <summary>A line each tenth, so that a log stays short.</summary>
    private sealed class Lines(bool json) : IProgress<CollectionCopyProgress>
    {
        private const int Steps = 10;

        private readonly Lock _lock = new();
        private long _told = -1;

        public void Report(CollectionCopyProgress value)
        {
            lock (_lock)
            {
                var step = value.Total <= 0 ? Steps : Math.Min(Steps, value.Seen * Steps / value.Total);
                if (step == _told) return;
                _told = step;
                Console.Error.WriteLine(json
                    ? string.Create(CultureInfo.InvariantCulture, $"{{\"seen\":{value.Seen},\"total\":{value.Total},\"written\":{value.Written}}}")
                    : $"{value.Seen:N0} of {value.Total:N0} records, {value.Written:N0} written");
            }
        }
    }

    private sealed class Bar(ProgressTask task) : IProgress<CollectionCopyProgress>
    {
        public void Report(CollectionCopyProgress value)
        {
            lock (task)
            {
                task.MaxValue = Math.Max(1, value.Total);
                task.Value = value.Seen;
                task.Description = $"{value.Written:N0} written";
            }
        }
    }
}
