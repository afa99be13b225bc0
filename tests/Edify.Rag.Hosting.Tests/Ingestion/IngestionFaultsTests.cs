using System.Net;
using Edify.Rag.Hosting.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag.Hosting.Tests.Ingestion;

/// <summary>Services that fail while a run goes on.</summary>
public class IngestionFaultsTests
{
    private readonly CallPlan _plan = new();
    private readonly FakeTimeProvider _time = new();

    [Theory]
    [InlineData("source.list")]
    [InlineData("source.item")]
    [InlineData("source.open")]
    [InlineData("source.read")]
    [InlineData("embed")]
    [InlineData("store.upsert")]
    [InlineData("ledger.list")]
    [InlineData("ledger.write")]
    public async Task A_service_that_fails_a_few_times_costs_time_and_nothing_else(string what)
    {
        await using var school = School();
        await FillAsync(school, 20);
        _plan.Fail(what, times: 3, with: () => Unavailable());
        var report = await RunAsync(school);
        Assert.Equal((20, 20, 0), (report.Listed, report.Ingested, report.Failed.Count));
        await AssertWholeAsync(school, 20);
        Assert.All(await EntriesAsync(school), e => Assert.Equal((LedgerStatus.Ingested, 0), (e.Status, e.Attempts)));
    }

    [Fact]
    public async Task A_listing_that_breaks_goes_on_where_it_was()
    {
        await using var school = School();
        await FillAsync(school, 20);
        _plan.OnCall = (what, ofKind, _) =>
        {
            if (what == "source.item" && ofKind is 7 or 15 or 30) throw Unavailable();
        };
        Assert.Equal(20, (await RunAsync(school)).Listed);
        await AssertWholeAsync(school, 20);
    }

    [Fact]
    public async Task Content_that_breaks_off_is_read_again_from_its_start()
    {
        await using var school = School();
        await PutLinesAsync(school, "General/a.txt", 300);
        _plan.OnCall = (what, ofKind, _) =>
        {
            if (what == "source.read" && ofKind is 5 or 200 or 700) throw new IOException("Connection reset.");
        };
        Assert.Equal(1, (await RunAsync(school)).Ingested);
        Assert.Equal(300, (await school.RecordsAsync()).Count);
        Assert.True(_plan.Calls.Count(c => c == "source.open") >= 3);
    }

    [Fact]
    public async Task Content_that_ends_too_early_is_not_taken_for_the_whole_file()
    {
        var cut = true;
        await using var school = new SmallSchool(rag =>
        {
            rag.Services.AddSingleton<TimeProvider>(_time);
            rag.Decorate<IBlobSource>("cut", (inner, _) => new CuttingSource(inner, () => cut && !(cut = false)));
            rag.Use<IChunker>("lines", _ => new LineChunker());
        });
        await PutLinesAsync(school, "General/a.lines", 3);
        await PutLinesAsync(school, "General/a.txt", 30);
        await RunAsync(school);
        Assert.False(cut);
        Assert.Equal(LedgerStatus.Ingested, (await EntriesAsync(school)).Single(e => e.Key.Name == "General/a.txt").Status);
        Assert.Contains(await school.TextsAsync(), t => t.Contains("line 029", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_that_changes_while_it_is_read_is_read_in_its_new_version()
    {
        await using var school = School();
        await PutLinesAsync(school, "General/a.txt", 20);
        _plan.OnCall = (what, ofKind, _) =>
        {
            if (what == "source.open" && ofKind == 1)
                school.PutAsync("General/a.txt", "It is new.").GetAwaiter().GetResult();
        };
        Assert.Equal(1, (await RunAsync(school)).Ingested);
        Assert.Equal(["It is new."], await school.TextsAsync());
        Assert.Equal(1, (await RunAsync(school)).Unchanged);
    }

    [Fact]
    public async Task A_file_that_changes_half_way_leaves_nothing_of_the_version_that_went()
    {
        await using var school = School(o => o.BatchSize = 2);
        await PutLinesAsync(school, "General/a.txt", 5000);
        var (written, changed) = (false, false);
        _plan.OnCall = (what, ofKind, _) =>
        {
            written |= what == "store.upsert";
            if (changed || what != "source.read" || !written) return;
            changed = true;
            school.PutAsync("General/a.txt", "It is new.").GetAwaiter().GetResult();
            throw new BlobChangedException("memory", "memory", "General/a.txt");
        };
        Assert.Equal(1, (await RunAsync(school)).Ingested);
        Assert.True(changed);
        Assert.Equal(["It is new."], await school.TextsAsync());
    }

    [Fact]
    public async Task A_file_that_goes_on_changing_is_left_to_the_next_run()
    {
        await using var school = School();
        await school.PutAsync("General/a.txt", "Something.");
        _plan.Fail("source.open", int.MaxValue, () => new BlobChangedException("memory", "memory", "General/a.txt"));
        Assert.Contains("The next run", Assert.Single((await RunAsync(school)).Failed).Reason, StringComparison.Ordinal);
        Assert.Equal((LedgerStatus.Failed, 0), (await EntriesAsync(school)).Select(e => (e.Status, e.Attempts)).Single());
    }

    [Fact]
    public async Task A_file_that_never_comes_fails_alone_and_no_try_is_counted()
    {
        await using var school = School();
        await FillAsync(school, 10);
        _plan.Fail("source.open:General/004.txt", int.MaxValue, () => Unavailable());
        var report = await RunAsync(school);
        Assert.Equal(9, report.Ingested);
        Assert.Equal("General/004.txt", Assert.Single(report.Failed).Name);
        Assert.Equal(0, (await EntriesAsync(school)).Single(e => e.Status == LedgerStatus.Failed).Attempts);

        _plan.OnCall = null;
        Assert.Equal((9, 1), (await RunAsync(school)) is var rest ? (rest.Unchanged, rest.Ingested) : default);
        await AssertWholeAsync(school, 10);
    }

    [Fact]
    public async Task A_source_that_goes_down_stops_the_run_and_the_next_one_goes_on()
    {
        await using var school = School();
        await FillAsync(school, 60);
        var isDown = false;
        _plan.OnCall = (what, ofKind, _) =>
        {
            if (what == "source.open" && ofKind > 30) isDown = true;
            if (isDown && what.StartsWith("source.", StringComparison.Ordinal)) throw Unavailable();
        };
        var error = await Assert.ThrowsAsync<RagOutageException>(() => RunAsync(school));
        Assert.Contains("The source failed 6 times", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(await EntriesAsync(school), e => e.Status != LedgerStatus.Ingested);

        _plan.OnCall = null;
        var rest = await RunAsync(school);
        Assert.Equal(60, rest.Unchanged + rest.Ingested);
        await AssertWholeAsync(school, 60);
    }

    [Theory]
    [InlineData("embed", "The embedder")]
    [InlineData("store.upsert", "The vector store")]
    [InlineData("ledger.write", "The ledger")]
    public async Task A_service_that_goes_down_stops_the_run_with_one_error_and_the_next_one_goes_on(string what, string name)
    {
        await using var school = School(o => o.BatchSize = 4);
        await FillAsync(school, 60);
        _plan.OnCall = (called, ofKind, _) =>
        {
            if (called == what && ofKind > 4) throw new HttpRequestException("down", null, HttpStatusCode.ServiceUnavailable);
        };
        var error = await Assert.ThrowsAsync<RagOutageException>(() => RunAsync(school));
        Assert.StartsWith($"{name} failed 6 times in a row. It answered 503", error.Message, StringComparison.Ordinal);

        _plan.OnCall = null;
        var rest = await RunAsync(school);
        Assert.Equal(60, rest.Unchanged + rest.Ingested);
        await AssertWholeAsync(school, 60);
    }

    [Fact]
    public async Task An_embedder_that_asks_for_time_gets_it()
    {
        await using var school = School(o => o.EmbeddingParallelism = 1);
        await FillAsync(school, 10);
        var calls = new List<DateTimeOffset>();
        _plan.OnCall = (what, ofKind, _) =>
        {
            if (what != "embed") return;
            calls.Add(_time.GetUtcNow());
            if (ofKind == 1) throw new VectorStoreException("embedder", "", "embed", "Too many requests.", isTransient: true) { RetryAfter = TimeSpan.FromSeconds(90) };
        };
        var events = new List<IngestionEvent>();
        await _time.PassUntilAsync(CollectAsync(school, events));
        Assert.True(calls[1] - calls[0] >= TimeSpan.FromSeconds(90));
        var slowed = Assert.Single(events.OfType<IngestionEvent.SlowedDown>());
        Assert.Equal(("the embedder", TimeSpan.FromSeconds(90), 1), (slowed.Service, slowed.Wait, slowed.Parallelism));
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized)]
    [InlineData(HttpStatusCode.Forbidden)]
    [InlineData(HttpStatusCode.BadRequest)]
    public async Task A_key_that_does_not_fit_stops_the_run_at_the_first_call(HttpStatusCode status)
    {
        await using var school = School(o => (o.EmbeddingParallelism, o.BatchSize) = (1, 4));
        await FillAsync(school, 40);
        _plan.Fail("embed", int.MaxValue, () => new HttpRequestException("refused", null, status));
        await Assert.ThrowsAsync<HttpRequestException>(() => RunAsync(school));
        Assert.InRange(_plan.Calls.Count(c => c == "embed"), 1, 2);
    }

    [Fact]
    public async Task A_refusal_of_the_only_new_document_stops_nobody()
    {
        await using var school = School();
        await FillAsync(school, 1);
        _plan.Fail("embed:Text number 0.", int.MaxValue, () => new HttpRequestException("refused", null, HttpStatusCode.BadRequest));
        for (var run = 1; run <= 3; run++) Assert.Single((await RunAsync(school)).Failed);
        Assert.Single((await RunAsync(school)).Quarantined);
    }

    [Fact]
    public async Task A_text_that_the_embedder_refuses_fails_its_document_alone()
    {
        await using var school = School(o => (o.EmbeddingParallelism, o.BatchSize) = (1, 8));
        await FillAsync(school, 40);
        _plan.OnCall = (what, ofKind, _) =>
        {
            if (what == "embed:Text number 27.") throw new HttpRequestException("refused", null, HttpStatusCode.BadRequest);
        };
        var report = await RunAsync(school);
        Assert.Equal(39, report.Ingested);
        Assert.Contains("400", Assert.Single(report.Failed).Reason, StringComparison.Ordinal);
        Assert.Equal(1, (await EntriesAsync(school)).Single(e => e.Status == LedgerStatus.Failed).Attempts);
    }

    private SmallSchool School(Action<IngestionOptions>? configure = null) => new(rag =>
    {
        rag.Services.AddSingleton<TimeProvider>(_time);
        rag.UseRecursiveChunker(o => (o.Size, o.Overlap) = (50, 0));
        if (configure is not null) rag.ConfigureIngestion(configure);
        _plan.Watch(rag);
    });

    private Task<IngestionReport> RunAsync(SmallSchool school) => _time.PassUntilAsync(Task.Run(() => school.IngestAsync()));

    private static async Task<bool> CollectAsync(SmallSchool school, List<IngestionEvent> events)
    {
        await foreach (var happened in school.Pipeline.RunAsStreamAsync(new(SmallSchool.Tenant))) events.Add(happened);
        return true;
    }

    private static async Task FillAsync(SmallSchool school, int files)
    {
        for (var i = 0; i < files; i++) await school.PutAsync($"General/{i:D3}.txt", $"Text number {i}.");
    }

    private static Task PutLinesAsync(SmallSchool school, string name, int lines) =>
        school.PutAsync(name, string.Join("\n\n", Enumerable.Range(0, lines).Select(i => $"line {i:D3} {new string('.', 34)}")));

    private static async Task AssertWholeAsync(SmallSchool school, int files)
    {
        var texts = string.Concat(await school.RecordsAsync() is var records ? records.OrderBy(r => r.Fields[RagFields.Name].AsText(), StringComparer.Ordinal).ThenBy(r => r.Fields[RagFields.Ordinal].AsInteger()).Select(r => r.Text) : []);
        Assert.Equal(string.Concat(Enumerable.Range(0, files).Select(i => $"Text number {i}.")).Replace(" ", "", StringComparison.Ordinal), texts.Replace(" ", "", StringComparison.Ordinal));
    }

    private static async Task<IReadOnlyList<LedgerEntry>> EntriesAsync(SmallSchool school) => await school.Ledger.ListAsync(SmallSchool.Tenant).ToListAsync();

    private static BlobStoreUnavailableException Unavailable() => new("memory", "memory", null, "The server is busy.");

    /// <summary>Hangs up in the middle where it is told to.</summary>
    private sealed class CuttingSource(IBlobSource inner, Func<bool> cuts) : IBlobSource
    {
        public string Location => inner.Location;

        public IAsyncEnumerable<BlobItem> ListAsync(string prefix = "", CancellationToken cancellationToken = default) => inner.ListAsync(prefix, cancellationToken);

        public async Task<Stream> OpenReadAsync(string name, BlobRange? range = null, string? etag = null, CancellationToken cancellationToken = default)
        {
            var content = await inner.OpenReadAsync(name, range, etag, cancellationToken);
            if (!name.EndsWith(".txt", StringComparison.Ordinal)) return content;
            using var all = new MemoryStream();
            await content.CopyToAsync(all, cancellationToken);
            var bytes = all.ToArray();
            return new ForwardStream(cuts() ? bytes[..(bytes.Length / 2)] : bytes);
        }
    }

    private sealed class ForwardStream(byte[] content) : MemoryStream(content)
    {
        public override bool CanSeek => false;
    }
}
