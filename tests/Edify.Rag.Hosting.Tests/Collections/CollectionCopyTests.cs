using Edify.Rag.Hosting.Tests.Support;
using static Edify.Rag.Hosting.Tests.Collections.StoreRecords;

namespace Edify.Rag.Hosting.Tests.Collections;

public sealed class CollectionCopyTests : IAsyncDisposable
{
    private readonly SmallSchool _old = new();
    private readonly SmallSchool _new = new();

    public async ValueTask DisposeAsync()
    {
        await _old.DisposeAsync();
        await _new.DisposeAsync();
    }

    [Fact]
    public async Task A_copy_has_the_same_records_under_the_same_name()
    {
        var records = await FilledAsync(700);

        var report = await CopyAsync();

        AssertSame(records, await _new.Store.AllAsync());
        Assert.Equal(("documents", "documents-1", 700, 700, 0, 0), (report.From, report.To, report.Records, report.Written, report.Removed, report.LeftBehind));
        Assert.True(report.IsVerified);
        Assert.InRange(report.Sampled, 50, 60);
        Assert.Equal("documents-1", (await ((ICollectionAliases)_new.Store).ListAliasesAsync())["documents"]);
    }

    [Fact]
    public async Task A_pipeline_answers_from_its_new_house_and_has_nothing_to_ingest_there()
    {
        await _old.PutAsync("General/bell.txt", "The bell rings at eight o'clock.");
        await _old.IngestAsync();

        await CopyAsync();

        var answer = await _new.AskAsync("When does the bell ring?", SmallSchool.Teacher);
        Assert.Equal(AnswerOutcome.Answered, answer.Outcome);
        AssertSame(await _old.Store.AllAsync(), await _new.Store.AllAsync());
    }

    [Fact]
    public async Task A_copy_of_what_is_there_writes_nothing()
    {
        await FilledAsync(100);
        await CopyAsync();
        var counting = new FailingStore(_new.Store);

        var again = await CopyAsync(to: counting);

        Assert.Equal((100, 0), (again.Records, again.Written));
        Assert.True(again.IsVerified);
        Assert.Equal(0, counting.Upserts);
    }

    [Fact]
    public async Task What_changed_since_is_written_and_what_is_gone_removed()
    {
        var records = await FilledAsync(120);
        await CopyAsync();
        await _old.Store.DeleteAsync("documents", VectorFilter.Equal(RagFields.Ordinal, 7L));
        await _old.Store.UpdateFieldsAsync("documents", VectorFilter.Equal(RagFields.Ordinal, 8L), new Dictionary<string, FieldValue> { ["weight"] = 99.5 });
        await _old.Store.UpsertAsync("documents", [records[9] with { Text = "another text" }, Make(1, seed: 5)[0]]);

        var report = await CopyAsync();

        Assert.Equal((120, 3, 1), (report.Records, report.Written, report.Removed));
        Assert.True(report.IsVerified);
        AssertSame(await _old.Store.AllAsync(), await _new.Store.AllAsync());
    }

    [Fact]
    public async Task A_copy_that_was_stopped_goes_on_where_it_was()
    {
        var records = await FilledAsync(500);
        var stopping = new FailingStore(_new.Store) { FailsAfter = 6 };
        await Assert.ThrowsAsync<InvalidOperationException>(() => CopyAsync(to: stopping, batch: 20));
        var there = (await _new.Store.AllAsync()).Count;
        Assert.InRange(there, 20, 120);

        var report = await CopyAsync(batch: 20);

        Assert.Equal((500, 500 - there), (report.Records, report.Written));
        Assert.True(report.IsVerified);
        AssertSame(records, await _new.Store.AllAsync());
    }

    [Fact]
    public async Task Faults_that_pass_cost_nothing_but_time()
    {
        var records = await FilledAsync(90);
        var time = new FakeTimeProvider();

        var report = await time.PassUntilAsync(CollectionCopy.RunAsync(
            new FailingStore(_old.Store) { StumblesEvery = 40 }, new FailingStore(_new.Store) { StumblesEvery = 4 }, new("documents", [Tenant]) { BatchSize = 10 }, time: time));

        Assert.True(report.IsVerified);
        AssertSame(records, await _new.Store.AllAsync());
    }

    [Fact]
    public async Task Each_tenant_is_copied_by_name_and_others_are_told_of()
    {
        await FilledAsync(40);
        var others = Make(30, seed: 2, tenant: "riverside");
        await _old.Store.UpsertAsync("documents", others);

        var one = await CopyAsync();
        Assert.Equal((40, 30), (one.Records, one.LeftBehind));
        Assert.Empty(await _new.Store.AllAsync(tenant: "riverside"));

        var both = await CopyAsync(tenants: [Tenant, "riverside"]);
        Assert.Equal((70, 30, 0), (both.Records, both.Written, both.LeftBehind));
        AssertSame(others, await _new.Store.AllAsync(tenant: "riverside"));
    }

    [Fact]
    public async Task A_vector_that_is_not_the_same_is_found()
    {
        var records = await FilledAsync(30);
        await CopyAsync();
        await _new.Store.UpsertAsync("documents", [records[3] with { Vector = Unit(new(99)) }]);

        var report = await CopyAsync();

        Assert.False(report.IsVerified);
        Assert.Contains($"{records[3].Id}", Assert.Single(report.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_can_not_be_removed_is_told()
    {
        await FilledAsync(10);
        await CopyAsync();
        var stranger = new VectorRecord(Guid.NewGuid(), "stranger", new Dictionary<string, FieldValue> { [RagFields.Tenant] = Tenant }) { Vector = Unit(new(1)) };
        await _new.Store.UpsertAsync("documents", [stranger]);

        var report = await CopyAsync();

        Assert.False(report.IsVerified);
        Assert.Contains(report.Problems, p => p.Contains("holds 1 records", StringComparison.Ordinal));
        Assert.Contains(report.Problems, p => p.Contains("has 10 records of tenant 'greenfield', 'documents-1' has 11", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_collection_that_is_not_there_and_one_of_another_embedder_are_refused()
    {
        var missing = await Assert.ThrowsAsync<VectorStoreException>(() => CopyAsync());
        Assert.Contains("'documents'", missing.Message, StringComparison.Ordinal);
        Assert.Null(await _new.Store.GetCollectionAsync("documents"));

        await FilledAsync(5);
        await _new.Store.EnsureCollectionAsync(Definition(embedder: "other:1"));
        var other = await Assert.ThrowsAsync<VectorStoreException>(() => CopyAsync());
        Assert.Contains("other:1", other.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_collection_is_copied_within_its_store_under_another_name_only()
    {
        var records = await FilledAsync(25);
        await Assert.ThrowsAsync<ArgumentException>(() => CollectionCopy.RunAsync(_old.Store, _old.Store, new("documents", [Tenant])));

        var report = await CollectionCopy.RunAsync(_old.Store, _old.Store, new("documents", [Tenant]) { Target = "archive" });

        Assert.True(report.IsVerified);
        AssertSame(records, await _old.Store.AllAsync("archive"));
    }

    [Fact]
    public async Task Progress_is_told_and_a_cancelled_copy_stops()
    {
        await FilledAsync(200);
        var progress = new Progresses();
        using var stop = new CancellationTokenSource();
        await CollectionCopy.RunAsync(_old.Store, _new.Store, new("documents", [Tenant]) { BatchSize = 50, Parallelism = 1 }, progress);
        Assert.Equal(new(200, 200, 200), progress.All[^1]);

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => CollectionCopy.RunAsync(_old.Store, _new.Store, new("documents", [Tenant]), cancellationToken: stop.Token));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(10_001, 1)]
    [InlineData(1, 65)]
    public async Task A_request_out_of_range_is_refused(int batch, int parallelism) => await Assert.ThrowsAnyAsync<ArgumentException>(
        () => CollectionCopy.RunAsync(_old.Store, _new.Store, new("documents", [Tenant]) { BatchSize = batch, Parallelism = parallelism }));

    [Fact]
    public async Task A_request_without_tenants_is_refused()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => CopyAsync(tenants: []));
        await Assert.ThrowsAsync<ArgumentException>(() => CopyAsync(tenants: [" "]));
    }

    private async Task<List<VectorRecord>> FilledAsync(int count)
    {
        var records = Make(count, seed: 1);
        await _old.Store.EnsureCollectionAsync(Definition());
        await _old.Store.UpsertAsync("documents", records);
        return records;
    }

    private Task<CollectionCopyReport> CopyAsync(IVectorStore? to = null, int batch = 256, IReadOnlyList<string>? tenants = null) =>
        CollectionCopy.RunAsync(_old.Store, to ?? _new.Store, new("documents", tenants ?? [Tenant]) { BatchSize = batch });

    private sealed class Progresses : IProgress<CollectionCopyProgress>
    {
        public List<CollectionCopyProgress> All { get; } = [];

        public void Report(CollectionCopyProgress value)
        {
            lock (All) All.Add(value);
        }
    }
}
