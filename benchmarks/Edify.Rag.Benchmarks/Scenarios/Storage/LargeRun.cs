using Edify.Rag.Benchmarks.Measuring;
using Edify.Rag.Ingester.Trials;
using Edify.Rag.Ingester.Work;

namespace Edify.Rag.Benchmarks.Scenarios.Storage;

/// <summary>The whole corpus through one process: its memory, its disk, and its speed beside that of a bare download.</summary>
internal static class LargeRun
{
    /// <summary>Documents read, and blobs downloaded, at a time.</summary>
    public const int Parallelism = 4;

    private const double MostMegabytes = 400;
    private const double MostGrowth = 1.1;

    public static async IAsyncEnumerable<Figure> RunAsync(string connection, string folder, double scale)
    {
        await using var container = new TrialContainer(connection);
        var bytes = await Corpus.UploadAsync(container, scale);
        var what = $"{bytes / 1e9:0.0} GB from Azurite";

        var before = await DownloadAsync(container, connection);
        var (result, watch, written) = await IngestAsync(container, connection, folder);
        var after = await DownloadAsync(container, connection);

        if (result["failed"] > Corpus.Damaged(scale) || result["chunks"] == 0) throw new InvalidOperationException($"The run went wrong: {result.Errors}");
        var seconds = result["seconds"];
        await Console.Error.WriteLineAsync(
            $"{what}: {result["listed"]:0} files, {result["chunks"]:0} chunks in {seconds:0} s; {result["transferred"] / 1e6:0} MB came over the network");

        yield return Goals.Under($"{what}, peak working set", "MB", MostMegabytes, watch.PeakMegabytes);
        // In the first third code is still being compiled, and buffers are made that are then used again.
        yield return new($"{what}, median working set in the last third", "MB", new(watch.MedianOfThird(2)), new("at most 1.1 x", f => f.Ratio <= MostGrowth))
        {
            BaselineName = "in the middle third",
            Baseline = new(watch.MedianOfThird(1)),
        };
        yield return written;
        // On loopback the network is faster than processors that the server shares; NetworkBound has the goal.
        yield return new($"{what}, bytes of blobs ingested", "MB/s", new(bytes / seconds / 1e6), new("none: bound by the processor", _ => true))
        {
            BaselineName = "bare download of all of them",
            Baseline = new(before, after),
        };
        yield return new($"{what}, bytes that come over the network", "MB", new(result["transferred"] / 1e6), new("at most all", f => f.Ratio <= 1))
        {
            BaselineName = "bytes of the blobs",
            Baseline = new(bytes / 1e6),
        };
    }

    /// <summary>Megabytes per second of a bare download of everything.</summary>
    public static async Task<double> DownloadAsync(TrialContainer container, string connection)
    {
        var result = await IngesterProcess.RunAsync(new(IngesterCommand.Download) { Container = container.Name, Parallelism = Parallelism }, connection);
        return result["transferred"] / result["seconds"] / 1e6;
    }

    private static async Task<(IngesterResult Result, ProcessWatch Watch, Figure Written)> IngestAsync(TrialContainer container, string connection, string folder)
    {
        var (state, home) = (Path.Combine(folder, "state"), Directory.CreateDirectory(Path.Combine(folder, "home")).FullName);
        var command = new IngesterCommand(IngesterCommand.Ingest)
        {
            Container = container.Name, State = state, Parallelism = Parallelism, Sealed = IngesterProcess.CanBeSealed,
        };
        using var process = IngesterProcess.Start(command, connection, home);
        var end = process.EndAsync();
        var watch = await ProcessWatch.UntilAsync(process.Id, state, end);
        var result = await end;
        if (!result.Completed) throw new InvalidOperationException($"The run ended with code {result.ExitCode}: {result.Errors}");

        var written = watch.WrittenElsewhere.Concat(Directory.EnumerateFileSystemEntries(home, "*", SearchOption.AllDirectories)).ToList();
        foreach (var file in written) await Console.Error.WriteLineAsync($"written outside the state directory: {file}");
        var how = command.Sealed ? "the kernel refuses any, and the run comes through" : "seen open, or left in its home";
        return (result, watch, Goals.None($"files written outside the state directory ({how})", "files", written.Count, Directory.GetFiles(state, "*", SearchOption.AllDirectories).Length)
            with { BaselineName = "files inside it" });
    }
}
