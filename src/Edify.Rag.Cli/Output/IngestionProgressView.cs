using System.Globalization;
using Spectre.Console;

namespace Edify.Rag.Cli.Output;

/// <summary>Shows a run as it goes: a live bar on a terminal, now and then a line to standard error otherwise.</summary>
internal static class IngestionProgressView
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(2);

    public static Task<IngestionReport> ShowAsync(bool json, Func<IProgress<IngestionProgress>?, Task<IngestionReport>> run) =>
        json ? run(null) : CommandConsole.IsTerminal ? WithBarAsync(run) : run(new Lines(TimeProvider.System));

    private static Task<IngestionReport> WithBarAsync(Func<IProgress<IngestionProgress>?, Task<IngestionReport>> run) =>
        AnsiConsole.Progress()
            .Columns(new SpinnerColumn(), new ProgressBarColumn(), new PercentageColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
            .StartAsync(context => run(new Bar(context.AddTask("listing"))));

    private static string Describe(IngestionProgress p)
    {
        var left = p.Remaining is { } time ? $", {Duration(time)} left" : string.Empty;
        var failed = p.Failed > 0 ? $", {p.Failed:N0} failed" : string.Empty;
        var of = p.ListingComplete ? $"{p.Listed:N0}" : $"{p.Listed:N0}+";
        return string.Create(CultureInfo.InvariantCulture, $"{p.Done:N0}/{of} documents, {p.Chunks:N0} chunks, {p.Rate:N0}/s{failed}{left}");
    }

    private static string Duration(TimeSpan time) =>
        time.TotalMinutes >= 1 ? $"{(int)time.TotalMinutes} min {time.Seconds} s" : $"{Math.Ceiling(time.TotalSeconds):N0} s";

    private sealed class Bar(ProgressTask task) : IProgress<IngestionProgress>
    {
        public void Report(IngestionProgress value)
        {
            task.MaxValue = Math.Max(1, value.Listed);
            task.Value = value.Done;
            task.Description = Markup.Escape(Describe(value));
        }
    }

    private sealed class Lines(TimeProvider time) : IProgress<IngestionProgress>
    {
        private readonly Lock _gate = new();
        private long _last = time.GetTimestamp();

        public void Report(IngestionProgress value)
        {
            lock (_gate)
            {
                if (time.GetElapsedTime(_last) < BetweenLines) return;
                _last = time.GetTimestamp();
                Console.Error.WriteLine(Describe(value));
            }
        }
    }
}
