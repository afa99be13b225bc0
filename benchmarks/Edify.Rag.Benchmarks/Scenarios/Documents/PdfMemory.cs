using System.Globalization;
using System.Text;
using Edify.Rag.Benchmarks.Measuring;
using Edify.Rag.Benchmarks.Pipelines;

namespace Edify.Rag.Benchmarks.Scenarios.Documents;

/// <summary>Live memory while a file of 2,458 pages is read.</summary>
internal static class PdfMemory
{
    public const string Work = "pdf-memory";

    private const int Pages = 2_458;
    private const int LinesPerPage = 45;
    private const int WordsPerLine = 12;
    private const double MostMegabytes = 64;

    // Collecting takes time; what is alive on some page is alive on its neighbours.
    private const int PagesBetweenSamples = 20;

    public static async Task<Figure> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("edify-bench-").FullName;
        try
        {
            var file = Path.Combine(folder, "long.pdf");
            await File.WriteAllBytesAsync(file, Build());
            var measured = await ChildProcess.RunAsync(folder, cores: null, Work, file);
            return new($"PDF: live memory while {Pages:N0} pages are read", "MB", new(measured[0]), new("under 64 MB", f => f.Value.Median < MostMegabytes))
            {
                BaselineName = "size of the file",
                Baseline = new(new FileInfo(file).Length / 1e6),
            };
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The most that is alive after a collection, without what the process has before it reads.</summary>
    public static async Task MeasureAsync(string path)
    {
        await using var reading = new Reading();
        await using var file = File.OpenRead(path);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var (most, page) = (0L, 0);
        await foreach (var element in reading.ReadAsync(path, file))
        {
            if (element.Page < page + PagesBetweenSamples) continue;
            page = element.Page;
            most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
        }

        if (page < Pages - PagesBetweenSamples) throw new InvalidOperationException($"Only {page} pages were read.");
        ChildProcess.Report(most / 1e6);
    }

    // Every page has a stream and a resource dictionary of its own, and words that no other has.
    private static byte[] Build()
    {
        const int firstPage = 4;
        var writer = new PdfWriter()
            .Add("<</Type/Catalog/Pages 2 0 R>>")
            .Add($"<</Type/Pages/Count {Pages}/Kids[{string.Join(' ', Enumerable.Range(0, Pages).Select(p => $"{firstPage + (2 * p)} 0 R"))}]>>")
            .Add("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>");
        var random = new Random(2458);
        for (var page = 0; page < Pages; page++)
        {
            writer.Add(string.Create(CultureInfo.InvariantCulture, $"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents {firstPage + (2 * page) + 1} 0 R>>"));
            writer.AddStream(Content(page, random));
        }

        return writer.Finish();
    }

    private static string Content(int page, Random random)
    {
        var content = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"BT /F1 16 Tf 72 790 Td (Chapter {page + 1}) Tj /F1 10 Tf 0 -24 Td 14 TL\n"));
        for (var line = 0; line < LinesPerPage; line++)
            content.Append('(').AppendJoin(' ', Enumerable.Range(0, WordsPerLine).Select(_ => $"w{random.Next(100_000):x}")).Append(") Tj T*\n");
        return content.Append("ET").ToString();
    }
}
