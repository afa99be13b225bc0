using System.Globalization;
using Edify.Rag.Benchmarks.Measuring;
using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag.Benchmarks.Scenarios.Documents.Chunking;

/// <summary>How fast chunkers cut plain text on one core, and what they allocate, against nothing but copying the text into strings of that size.</summary>
/// <remarks>
/// The text is ASCII, so that a megabyte of it is a million characters; elements exist before the clock runs. Time is that of the
/// processor, collecting garbage included, as other processes have their share of the machine. Allocations are counted per byte of the
/// elements' text in memory, two a character, as the chunks are strings too.
/// </remarks>
internal static class ChunkingSpeed
{
    public const string Work = "chunking-speed";

    private const int Rounds = 9;
    private const int Paragraphs = 40_000;
    private const int ParagraphsPerSection = 12;
    private const double LeastMegabytes = 200;
    private const double MostAllocated = 2;

    private static readonly (string Name, Action<IRagBuilder> Use)[] Subjects =
    [
        ("recursive, 1000/200 characters", rag => rag.UseRecursiveChunker()),
        ("structure, 1000 characters", rag => rag.UseStructureChunker()),
        ("recursive, 250/50 tokens", rag => rag.UseRecursiveChunker(o => (o.Size, o.Overlap, o.Unit) = (250, 50, ChunkUnit.Tokens))),
        ("structure, 250 tokens", rag => rag.UseStructureChunker(o => (o.Size, o.Unit) = (250, ChunkUnit.Tokens))),
    ];

    public static async IAsyncEnumerable<Figure> RunAsync(string folder)
    {
        foreach (var (index, subject) in Subjects.Index())
        {
            var figures = await ChildProcess.RunAsync(folder, cores: 1, Work, $"{index}");
            yield return new(
                $"chunker, {subject.Name}, plain ASCII, one core", "MB/s", new(figures[..Rounds]), new($"at least {LeastMegabytes}", f => f.Value.Median >= LeastMegabytes))
            {
                BaselineName = "copying into strings of 1000 characters",
                Baseline = new(figures[Rounds..(2 * Rounds)]),
            };
            yield return new(
                $"allocations of the same, for each byte of text", "B", new(figures[^2]), new($"under {MostAllocated}", f => f.Value.Median < MostAllocated))
            {
                BaselineName = "copying into strings of 1000 characters",
                Baseline = new(figures[^1]),
            };
        }
    }

    /// <summary>Runs in a process that sees one core.</summary>
    public static async Task MeasureAsync(string index)
    {
        await using var host = new ServiceCollection().AddLogging().AddEdifyRag(Subjects[int.Parse(index, CultureInfo.InvariantCulture)].Use).BuildServiceProvider();
        var chunker = host.GetRag<IChunker>();
        var elements = Elements();
        var characters = elements.Sum(e => (long)e.Text.Length);
        var (subject, baseline) = (new double[Rounds], new double[Rounds]);
        var (allocated, copied) = (0.0, 0.0);
        for (var round = -1; round < Rounds; round++)
        {
            var (bare, bareBytes) = await MeasureAsync(characters, () => Task.FromResult(Copy(elements)));
            var (speed, bytes) = await MeasureAsync(characters, () => ChunkAsync(chunker, elements));
            if (round >= 0) (subject[round], baseline[round], allocated, copied) = (speed, bare, bytes, bareBytes);
        }

        ChildProcess.Report([.. subject, .. baseline, allocated, copied]);
    }

    private static async Task<(double MegabytesPerSecond, double AllocatedPerByte)> MeasureAsync(long characters, Func<Task<long>> work)
    {
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var started = Environment.CpuUsage.TotalTime;
        var covered = await work();
        var elapsed = (Environment.CpuUsage.TotalTime - started).TotalSeconds;
        if (covered < characters * 0.99) throw new InvalidOperationException($"Of {characters} characters, {covered} came out.");
        return (characters / elapsed / 1e6, (GC.GetTotalAllocatedBytes(precise: true) - allocated) / (characters * (double)sizeof(char)));
    }

    private static async Task<long> ChunkAsync(IChunker chunker, List<DocumentElement> elements)
    {
        var covered = 0L;
        await foreach (var chunk in chunker.ChunkAsync(elements.ToAsyncEnumerable())) covered = Math.Max(covered, chunk.Span.End);
        return covered;
    }

    private static long Copy(List<DocumentElement> elements)
    {
        const int Size = 1000;
        var covered = 0L;
        foreach (var element in elements)
            for (var at = 0; at < element.Text.Length; at += Size) covered += element.Text.AsSpan(at, Math.Min(Size, element.Text.Length - at)).ToString().Length;
        return covered;
    }

    // Sections of paragraphs of 60 to 1,200 characters of prose.
    private static List<DocumentElement> Elements()
    {
        var random = new Random(5);
        var words = Enumerable.Range(0, 5_000).Select(_ => new string([.. Enumerable.Range(0, random.Next(2, 10)).Select(_ => (char)random.Next('a', 'z' + 1))])).ToArray();
        var elements = new List<DocumentElement>(Paragraphs);
        var position = 0L;
        IReadOnlyList<string> path = [];
        for (var i = 0; i < Paragraphs; i++)
        {
            var isHeading = i % ParagraphsPerSection == 0;
            var text = isHeading ? $"Section {i}" : string.Join(' ', Enumerable.Range(0, random.Next(1, 16)).Select(_ => Sentence(words, random)));
            elements.Add(new(isHeading ? ElementKind.Heading : ElementKind.Paragraph, text)
            {
                Level = isHeading ? 1 : 0, Page = 1 + (i / 8), Start = position, HeadingPath = isHeading ? [] : path,
            });
            if (isHeading) path = [text];
            position += text.Length + 1;
        }

        return elements;
    }

    private static string Sentence(string[] words, Random random)
    {
        var text = string.Join(' ', Enumerable.Range(0, random.Next(6, 18)).Select(_ => words[random.Next(words.Length)]));
        return $"{char.ToUpperInvariant(text[0])}{text[1..]}.";
    }
}
