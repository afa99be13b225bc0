using System.Diagnostics;
using Edify.Rag.Benchmarks.Measuring;
using Edify.Rag.Benchmarks.Pipelines;

namespace Edify.Rag.Benchmarks.Scenarios.Documents;

/// <summary>Pages of the mixed corpus a second, in a warm process on one core.</summary>
internal static class PdfSpeed
{
    public const string Work = "pdf-speed";

    private const int WarmUps = 2;
    private const int Runs = 7;
    private const double LeastPages = 650;
    private const double LeastRatio = 2.5;

    public static async IAsyncEnumerable<Figure> RunAsync(string corpus)
    {
        var written = await ChildProcess.RunAsync(corpus, cores: 1, Work, corpus);
        var files = Files(corpus).Where((_, i) => written[Runs + i] > 0).ToList();
        var pages = files.Sum(f => f.Pages);
        double[] speed = [.. written.Take(Runs).Select(seconds => pages / seconds)];
        var name = $"PDF: {pages:N0} pages of {files.Count} files, warm, one core";
        yield return Goals.AtLeast(name, "pages/s", LeastPages, speed);

        var others = await PopplerSpeed.MeasureAsync(files);
        if (others is null)
        {
            await Console.Error.WriteLineAsync("pdftotext is not installed: the reader's speed is not compared with it.");
            yield break;
        }

        yield return new(name + ", beside pdftotext", "pages/s", new(speed), new($"at least {LeastRatio} x", f => f.Ratio >= LeastRatio))
        {
            BaselineName = "pdftotext without its start-up",
            Baseline = new([.. others.Select(s => pages / s)]),
        };
    }

    /// <summary>Seconds of processor time for all files that open, once per run; then for every file whether it opens.</summary>
    public static async Task MeasureAsync(string corpus)
    {
        await using var reading = new Reading();
        var all = Files(corpus).Select(f => (f.Name, f.Password, Content: File.ReadAllBytes(f.Path))).ToList();
        var opens = new List<bool>();
        foreach (var (name, password, content) in all) opens.Add(await OpensAsync(reading, name, password, content));
        var files = all.Where((_, i) => opens[i]).ToList();
        using var process = Process.GetCurrentProcess();
        var seconds = new double[Runs];
        for (var run = -WarmUps; run < Runs; run++)
        {
            var started = Used(process);
            foreach (var (name, password, content) in files)
                await foreach (var element in reading.ReadAsync(name, new MemoryStream(content), password)) _ = element;
            if (run >= 0) seconds[run] = Used(process) - started;
        }

        ChildProcess.Report([.. seconds, .. opens.Select(o => o ? 1.0 : 0)]);
    }

    // Those that pdftotext opens.
    private static List<PdfCorpusFile> Files(string corpus) => [.. PdfCorpus.Files(corpus).Where(f => f is { IsReadable: true, Pages: > 0 })];

    private static async Task<bool> OpensAsync(Reading reading, string name, string password, byte[] content)
    {
        try
        {
            await reading.ReadTextAsync(name, content, password);
            return true;
        }
        catch (DocumentReadException)
        {
            return false;
        }
    }

    // Other programs on the machine cost time, but none of the processor's time of this one.
    private static double Used(Process process)
    {
        process.Refresh();
        return process.TotalProcessorTime.TotalSeconds;
    }
}
