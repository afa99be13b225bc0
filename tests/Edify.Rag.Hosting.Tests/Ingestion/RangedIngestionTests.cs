using System.Runtime.CompilerServices;
using System.Text;
using Edify.Rag.Hosting.Tests.Support;

namespace Edify.Rag.Hosting.Tests.Ingestion;

/// <summary>Ingestion from a store that streams forward only, as servers do.</summary>
public class RangedIngestionTests
{
    private const int SmallBlock = 4096;

    [Fact]
    public async Task Small_files_of_every_format_take_one_request_each()
    {
        var expected = await SampleTextsAsync(source => source);
        ForwardOnlySource? source = null;
        var actual = await SampleTextsAsync(inner => source = new(inner));
        Assert.Equal(expected, actual);
        Assert.Equal(actual.Files, source!.Requests.Count);
        Assert.Equal(0, source.Open);
    }

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(9000)]
    public async Task Files_of_many_blocks_give_the_same_text_and_survive_connections_that_break(int breaksAfter)
    {
        var expected = await SampleTextsAsync(source => source);
        ForwardOnlySource? source = null;
        var actual = await SampleTextsAsync(inner => source = new(inner) { FaultOf = _ => BodyFault.Reset(breaksAfter) }, SmallBlocks);
        Assert.Equal(expected, actual);
        Assert.InRange(source!.Requests.Count, actual.Files + 1, int.MaxValue);
        Assert.Equal(0, source.Open);
    }

    [Fact]
    public async Task Of_a_book_of_600_megabytes_little_is_requested_and_less_is_held()
    {
        const int Pages = 40;
        const long Size = 600L << 20;
        var sparse = new SparseSource();
        sparse.Add("General/book.pdf", Size, LargeFiles.Pdf(Size, Pages));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var most = 0L;
        var source = new ForwardOnlySource(sparse)
        {
            BeforeAnswer = (_, _) =>
            {
                most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
                return Task.CompletedTask;
            },
        };
        await using var school = new SmallSchool(rag => rag.Use<IBlobSource>("sparse", _ => source).ConfigureIngestion(o => o.MaxBytesInFlight = 16 << 20));
        var report = await school.IngestAsync();

        Assert.Empty(report.Failed);
        var texts = string.Join('\n', await school.TextsAsync());
        Assert.All(Enumerable.Range(0, Pages), page => Assert.Contains(LargeFiles.Text(page), texts, StringComparison.Ordinal));
        Assert.True(most is > 0 and < 64L << 20, $"{most} more bytes were alive than before.");
        Assert.InRange(source.Requests.Sum(r => r.Length), 1, 120L << 20);
        Assert.InRange(source.Served, 1, 120L << 20);
        TestContext.Current.TestOutputHelper?.WriteLine($"{source.Requests.Count} requests for {source.Requests.Sum(r => r.Length) >> 20} MiB, {source.Served >> 20} MiB served, {most >> 20} MiB more alive.");
    }

    [Fact]
    public async Task Of_a_document_with_a_large_picture_the_picture_is_not_requested()
    {
        const int Picture = 20 << 20;
        ForwardOnlySource? source = null;
        await using var school = new SmallSchool(rag => rag
            .Decorate<IBlobSource>("forward only", (inner, _) => source = new(inner))
            .ConfigureReading(o => (o.BlockBytes, o.CacheBytes) = (64 << 10, 1 << 20))
            .ConfigureIngestion(o => o.MaxBytesInFlight = 1 << 20));
        await school.Blobs.UploadAsync("General/photo.docx", new MemoryStream(LargeFiles.Docx("The pupils planted a tree.", Picture)));
        Assert.Empty((await school.IngestAsync()).Failed);
        Assert.Equal(["The pupils planted a tree."], await school.TextsAsync());
        Assert.InRange(source!.Served, 1, 2 << 20);
    }

    [Fact]
    public async Task A_reader_that_goes_forward_only_is_fed_from_ever_longer_requests()
    {
        var text = new StringBuilder();
        for (var i = 0; i < 4000; i++) text.AppendLine(System.Globalization.CultureInfo.InvariantCulture, $"Line {i} says that pupils learn best when they sleep well.");
        ForwardOnlySource? source = null;
        await using var school = new SmallSchool(rag => SmallBlocks(rag.Decorate<IBlobSource>("forward only", (inner, _) => source = new(inner))));
        await school.PutAsync("General/long.txt", text.ToString());
        Assert.Empty((await school.IngestAsync()).Failed);
        Assert.Contains("Line 3999", string.Join('\n', await school.TextsAsync()), StringComparison.Ordinal);
        Assert.InRange(source!.Requests.Count, 2, 8);
        Assert.Equal(text.Length, source.Served);
    }

    [Fact]
    public async Task Files_that_are_read_at_random_share_the_budget_by_what_is_held_of_them()
    {
        var sparse = new SparseSource();
        for (var i = 0; i < 3; i++) sparse.Add($"General/{i}.meeting", 600L << 20, new() { { 0, "meeting"u8.ToArray() } });
        var reader = new MeetingReader(3);
        await using var school = new SmallSchool(rag => rag
            .Use<IBlobSource>("sparse", _ => new ForwardOnlySource(sparse))
            .Add<IDocumentReader>("meeting", _ => reader)
            .ConfigureReading(o => o.CacheBytes = 16 << 20)
            .ConfigureIngestion(o => (o.MaxBytesInFlight, o.Parallelism) = (64 << 20, 3)));
        Assert.Equal(3, (await school.IngestAsync()).Ingested);
    }

    [Fact]
    public async Task A_file_that_changes_under_its_reader_is_read_in_its_new_version()
    {
        var text = new string('a', 10 * SmallBlock);
        SmallSchool? written = null;
        await using var school = new SmallSchool(rag => SmallBlocks(rag.Decorate<IBlobSource>("forward only", (inner, _) => new ForwardOnlySource(inner)
        {
            BeforeAnswer = (number, _) => number == 1 ? written!.PutAsync("General/a.txt", "It is new.") : Task.CompletedTask,
        })));
        written = school;
        await school.PutAsync("General/a.txt", text);
        Assert.Equal(1, (await school.IngestAsync()).Ingested);
        Assert.Equal(["It is new."], await school.TextsAsync());
    }

    private static IRagBuilder SmallBlocks(IRagBuilder rag) => rag.ConfigureReading(o =>
    {
        (o.BlockBytes, o.CacheBytes, o.ReadAheadBlocks) = (SmallBlock, 6 * SmallBlock, 2);
        o.RetryDelay = TimeSpan.Zero;
    });

    private static async Task<(string Texts, int Files)> SampleTextsAsync(Func<IBlobSource, IBlobSource> wrap, Func<IRagBuilder, IRagBuilder>? more = null)
    {
        await using var school = new SmallSchool(rag =>
        {
            rag.UseFolder(o => o.Path = RepositoryFiles.Find("samples/content")).Decorate<IBlobSource>("wrapped", (inner, _) => wrap(inner));
            more?.Invoke(rag);
        });
        var report = await school.IngestAsync("SOP/");
        var failed = string.Join('\n', report.Failed.Select(f => f.Name).Order(StringComparer.Ordinal));
        return ($"{failed}\n{string.Join('\n', await school.TextsAsync())}", report.Listed);
    }

    /// <summary>Reads no file before so many others are being read.</summary>
    private sealed class MeetingReader(int others) : IDocumentReader
    {
        private readonly TaskCompletionSource _met = new();
        private int _here;

        public string Fingerprint => "meeting/1";

        public bool NeedsSeeking => true;

        public bool CanRead(DocumentProbe probe) => probe.Name.EndsWith(".meeting", StringComparison.Ordinal);

        public async IAsyncEnumerable<DocumentElement> ReadAsync(
            Stream content, DocumentContext context, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            if (Interlocked.Increment(ref _here) == others) _met.SetResult();
            await _met.Task.WaitAsync(TimeSpan.FromMinutes(1), cancellationToken);
            yield return new(ElementKind.Paragraph, context.Name);
        }
    }
}
