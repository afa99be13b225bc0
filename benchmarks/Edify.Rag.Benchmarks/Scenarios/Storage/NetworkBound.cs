using Edify.Rag.Benchmarks.Measuring;
using Edify.Rag.Ingester.Trials;
using Edify.Rag.Ingester.Work;

namespace Edify.Rag.Benchmarks.Scenarios.Storage;

/// <summary>
/// Files that have to be read whole, over a link as slow as a school's: what the network gives is what counts there. On loopback
/// nothing is bound by the network, and of files that are read at random most bytes never come.
/// </summary>
internal static class NetworkBound
{
    private const int Pages = 40;
    private const int MegabitsPerSecond = 100;
    private const int BytesPerConnection = MegabitsPerSecond * 1_000_000 / 8 / LargeRun.Parallelism;
    private const double LeastShare = 0.6;

    public static async Task<Figure> RunAsync(string connection, string folder, double scale)
    {
        await using var container = new TrialContainer(connection);
        var bytes = await Corpus.UploadPagesAsync(container, Math.Max(2 * LargeRun.Parallelism, (int)(Pages * scale)));

        await using var link = new SlowLink(connection, BytesPerConnection);
        var before = await LargeRun.DownloadAsync(container, link.Connection);
        var command = new IngesterCommand(IngesterCommand.Ingest) { Container = container.Name, State = Path.Combine(folder, "pages"), Parallelism = LargeRun.Parallelism };
        var result = await IngesterProcess.RunAsync(command, link.Connection);
        var after = await LargeRun.DownloadAsync(container, link.Connection);

        if (result["failed"] > 0 || result["transferred"] < bytes) throw new InvalidOperationException($"Not all was read: {result.Errors}");
        return new($"{bytes / 1e6:0} MB of web pages, read whole, over {MegabitsPerSecond} Mbit/s", "MB/s", new(bytes / result["seconds"] / 1e6),
            new("at least 60 %", f => f.Ratio >= LeastShare))
        {
            BaselineName = "bare download, the same parallelism",
            Baseline = new(before, after),
        };
    }
}
