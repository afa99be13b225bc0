using System.Diagnostics;
using Edify.Rag.Benchmarks.Measuring;
using Edify.Rag.Benchmarks.Pipelines;

namespace Edify.Rag.Benchmarks.Scenarios.Documents;

/// <summary>How much of the PDF corpus opens, and how its words agree with those that others read.</summary>
internal static class PdfCorpusReading
{
    public const string Work = "pdf-corpus";

    private const double LongestSeconds = 5;
    private const double None = -1;

    // Figures of one file, in the order in which the child writes them.
    private const int FiguresPerFile = 6;

    public static async Task<IReadOnlyList<Figure>> RunAsync(string corpus)
    {
        var files = PdfCorpus.Files(corpus);
        var written = await ChildProcess.RunAsync(corpus, cores: null, Work, corpus);
        var read = files.Zip(written.Chunk(FiguresPerFile), (file, figures) => (File: file, Figures: figures)).ToList();
        double[] Of(int index) => [.. read.Select(r => r.Figures[index]).Where(v => v != None)];

        var readable = read.Where(r => r.File.IsReadable).ToList();
        var withPassword = read.Where(r => r.File is { Category: "encrypted", Password.Length: > 0 }).ToList();
        var (words, pairs, expected) = (Of(3), Of(4), Of(5));
        return
        [
            Goals.AtLeast($"PDF: share of {readable.Count} readable files that open", "%", 98.5, 100 * readable.Average(r => r.Figures[0])),
            Goals.None("PDF: crashes, and runs over 5 s", "files", read.Count(r => r.Figures[1] > 0 || r.Figures[2] > LongestSeconds), read.Count),
            Goals.AtLeast($"PDF: share of {withPassword.Count} encrypted files that open with their password", "%", 100, 100 * withPassword.Average(r => r.Figures[0])),
            Goals.AtLeast($"PDF: word F1 against pdftotext, {words.Length} files of five words and more, median", "", 0.97, words),
            Goals.AtLeast("PDF: word F1 against pdftotext, mean", "", 0.95, words.Average()),
            Goals.AtLeast("PDF: word-bigram F1 against pdftotext, mean", "", 0.90, pairs.Average()),
            new($"PDF: word F1 against {expected.Length} texts that came with files and that pdftotext shares half of, mean", "", new(expected.Average()), new("at least 0.95", f => f.Value.Median >= 0.95))
            {
                BaselineName = "pdftotext's",
                Baseline = new(read.Where(r => r.Figures[5] != None).Average(r => WordOverlap.F1(r.File.Reference!, r.File.UsableExpected!))),
            },
        ];
    }

    /// <summary>Runs in a process of its own: one that a file brings down has not read the corpus.</summary>
    public static async Task MeasureAsync(string corpus)
    {
        var figures = new List<double>();
        await using var reading = new Reading();
        foreach (var file in PdfCorpus.Files(corpus)) figures.AddRange(await MeasureAsync(reading, file));
        ChildProcess.Report(figures);
    }

    private static async Task<double[]> MeasureAsync(Reading reading, PdfCorpusFile file)
    {
        var started = Stopwatch.GetTimestamp();
        var (text, hasCrashed) = (default(string), false);
        try
        {
            text = await reading.ReadTextAsync(file.Name, await File.ReadAllBytesAsync(file.Path), file.Password);
        }
        catch (DocumentReadException)
        {
            // It does not open, which counts as such.
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            hasCrashed = true;
            await Console.Error.WriteLineAsync($"{file.Name}: {e.GetType().Name}: {e.Message}");
        }

        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var (reference, expected, found) = (file.UsableReference, file.UsableExpected, text ?? string.Empty);
        return
        [
            text is null ? 0 : 1,
            hasCrashed ? 1 : 0,
            seconds,
            reference is null ? None : WordOverlap.F1(found, reference),
            reference is null ? None : WordOverlap.BigramF1(found, reference),
            expected is null ? None : WordOverlap.F1(found, expected),
        ];
    }
}
