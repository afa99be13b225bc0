using System.Diagnostics;
using System.Text;
using Edify.Rag.Benchmarks.Measuring;
using Edify.Rag.Ingester.Files;
using Edify.Rag.Ingester.Trials;
using Edify.Rag.Ingester.Work;

namespace Edify.Rag.Benchmarks.Scenarios.Storage;

/// <summary>A run over a container of which nothing has changed: from the start of the process to its end.</summary>
internal static class Unchanged
{
    private const int Files = 10_000;
    private const int Uploads = 16;
    private const int Runs = 3;
    private const double MostSeconds = 10;

    public static async Task<Figure> RunAsync(string connection, string folder, double scale)
    {
        await using var container = new TrialContainer(connection);
        var files = Math.Max(1, (int)(Files * scale));
        await Parallel.ForEachAsync(Enumerable.Range(0, files), new ParallelOptions { MaxDegreeOfParallelism = Uploads }, async (file, _) =>
            await container.UploadAsync($"General/notes-{file / 500:00}/note-{file:00000}.txt", new MemoryStream(Encoding.UTF8.GetBytes(new Prose(file).Text(60)))));

        var command = new IngesterCommand(IngesterCommand.Ingest) { Container = container.Name, State = Path.Combine(folder, "unchanged") };
        var first = await IngesterProcess.RunAsync(command, connection);
        if (first["ingested"] != files) throw new InvalidOperationException($"Only {first["ingested"]} of {files} files were ingested: {first.Errors}");

        var seconds = new double[Runs];
        for (var run = 0; run < Runs; run++)
        {
            var watch = Stopwatch.StartNew();
            var again = await IngesterProcess.RunAsync(command, connection);
            seconds[run] = watch.Elapsed.TotalSeconds;
            if (again["unchanged"] != files || again["transferred"] != 0) throw new InvalidOperationException($"Unchanged files were read: {again.Errors}");
        }

        return Goals.Under($"a second run over {files:N0} unchanged files", "s", MostSeconds, seconds);
    }
}
