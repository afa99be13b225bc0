using System.Text;
using Edify.Rag.Ingester.Files;
using Edify.Rag.Ingester.Trials;

namespace Edify.Rag.Benchmarks.Scenarios.Storage;

/// <summary>9 GB as a school has them: three scanned archives of 600 MB, illustrated books and documents, saved pages, and real small files. Nothing of it lies on the disk.</summary>
internal static class Corpus
{
    /// <summary>Size of a saved page.</summary>
    public const long PageBytes = 4_000_000;

    private const int Copies = 30;
    private const int Archives = 3;
    private const int ArchiveBytes = 600_000_000;
    private const int Parts = 10;
    private const int Uploads = 4;

    /// <summary>Documents that can't be read: one of the real files is damaged on purpose.</summary>
    /// <param name="scale">How much of it; 1 for all.</param>
    public static int Damaged(double scale) => Count(Copies, scale);

    /// <summary>Uploads all of it.</summary>
    /// <param name="container">Where to.</param>
    /// <param name="scale">How much of it; 1 for all.</param>
    /// <returns>Bytes that are there.</returns>
    public static Task<long> UploadAsync(TrialContainer container, double scale) => UploadAsync(container, Files(scale));

    /// <summary>Uploads saved pages alone, which are read whole.</summary>
    public static Task<long> UploadPagesAsync(TrialContainer container, int pages) => UploadAsync(container, Pages(pages));

    private static async Task<long> UploadAsync(TrialContainer container, IEnumerable<(string Name, Func<Stream> Open)> files)
    {
        var bytes = 0L;
        await Parallel.ForEachAsync(files, new ParallelOptions { MaxDegreeOfParallelism = Uploads }, async (file, _) =>
            Interlocked.Add(ref bytes, await container.UploadAsync(file.Name, file.Open())));
        return bytes;
    }

    private static IEnumerable<(string Name, Func<Stream> Open)> Files(double scale) =>
    [
        .. Many("archive.pdf", Count(Archives, scale), i => LargeFiles.Pdf((long)(ArchiveBytes * Math.Min(1, scale * Archives)), pages: Count(600, scale), seed: 600 + i)),
        .. Many("book.pdf", Count(132, scale), i => LargeFiles.Pdf(30_000_000, pages: 60, seed: 1_000 + i)),
        .. Many("guide.docx", Count(120, scale), i => LargeFiles.Docx(10_000_000, seed: 2_000 + i)),
        .. Pages(Count(480, scale)),
        .. Many("notes.txt", Count(1_200, scale), i => Text(words: 6_000, seed: 4_000 + i)),
        .. Many("marks.csv", Count(150, scale), i => Table(rows: 1_500, seed: 6_000 + i)),
        .. Real(Count(Copies, scale)),
    ];

    private static IEnumerable<(string Name, Func<Stream> Open)> Pages(int count) => Many("page.html", count, i => LargeFiles.Html(PageBytes, seed: 3_000 + i));

    private static IEnumerable<(string Name, Func<Stream> Open)> Real(int copies) =>
        from copy in Enumerable.Range(0, copies)
        from path in Directory.EnumerateFiles(Samples, "*", SearchOption.AllDirectories)
        select ($"part-{copy % Parts:00}/samples-{copy:00}/{Path.GetRelativePath(Samples, path).Replace('\\', '/')}", (Func<Stream>)(() => File.OpenRead(path)));

    /// <summary>The repository's sample school.</summary>
    public static string Samples => RepositoryFiles.Find("samples/content");

    // Spread over the parts, since a listing is in the order of names: every stretch of a run has files of each kind.
    private static IEnumerable<(string Name, Func<Stream> Open)> Many(string name, int count, Func<int, Action<Stream>> write) =>
        Enumerable.Range(0, count).Select(i => ($"part-{i * Parts / count:00}/{i:0000}-{name}", (Func<Stream>)(() => GeneratedContent.Open(write(i)))));

    private static Action<Stream> Text(int words, int seed) => output =>
    {
        var prose = new Prose(seed);
        for (var left = words; left > 0; left -= 60) output.Write(Encoding.UTF8.GetBytes(prose.Text(60) + "\n\n"));
    };

    private static Action<Stream> Table(int rows, int seed) => output =>
    {
        var prose = new Prose(seed);
        output.Write("pupil,subject,mark,remark\n"u8);
        for (var row = 0; row < rows; row++) output.Write(Encoding.UTF8.GetBytes($"{prose.Text(2)},{prose.Text(1)},{row % 15},{prose.Text(6)}\n"));
    };

    private static int Count(int full, double scale) => Math.Max(1, (int)Math.Round(full * scale));
}
