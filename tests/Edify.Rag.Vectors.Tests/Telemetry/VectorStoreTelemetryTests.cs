using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using Edify.Rag.Vectors.Embedded;
using Microsoft.Extensions.Logging.Abstractions;

namespace Edify.Rag.Vectors.Tests.Telemetry;

[Collection(Observed.Group)]
public sealed class VectorStoreTelemetryTests
{
    private static readonly AccessScope Scope = AccessScope.ForSystem("hogwarts", "tests");
    private static readonly VectorQuery Question = new() { Text = "secret question", Filter = VectorFilter.Equal("owner", "asha") };

    private readonly string _collection = $"c-{Guid.NewGuid():n}";

    [Fact]
    public async Task A_search_is_a_span_by_the_conventions()
    {
        using var observed = new Observed(_collection);
        using var parent = new Activity("parent").Start();

        var found = await new PlacedStore().WithTelemetry().SearchAsync(_collection, Question, Scope).ToListAsync();

        Assert.Equal(3, found.Count);
        Assert.Same(parent, Activity.Current);
        var span = Assert.Single(observed.Spans);
        Assert.Equal(($"search {_collection}", ActivityKind.Client, parent.SpanId), (span.DisplayName, span.Kind, span.ParentSpanId));
        Assert.Equal(
            new Dictionary<string, object?>
            {
                ["db.system.name"] = "qdrant",
                ["db.operation.name"] = "search",
                ["db.collection.name"] = _collection,
                ["db.namespace"] = "school",
                ["db.response.returned_rows"] = 3L,
                ["server.address"] = "vectors.example",
                ["server.port"] = 16_333,
            }.OrderBy(t => t.Key, StringComparer.Ordinal),
            span.TagObjects.OrderBy(t => t.Key, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Duration_and_rows_are_measured()
    {
        using var observed = new Observed(_collection);
        var time = new ManualTime();
        var store = new PlacedStore { BeforeAnswer = () => time.Advance(TimeSpan.FromMilliseconds(250)) }.WithTelemetry(time);

        await store.DeleteAsync(_collection, VectorFilter.All);

        // What the taker does with each row is not the store's time.
        await foreach (var _ in store.ScanAsync(_collection, Scope)) time.Advance(TimeSpan.FromHours(1));

        var durations = observed.Measurements.Where(m => m.Instrument.Name == "db.client.operation.duration").ToList();
        Assert.Equal([("delete", 0.25), ("scan", 0.75)], durations.Select(d => ((string)d.Tags["db.operation.name"]!, d.Value)));
        Assert.All(durations, d => Assert.Equal(("s", 9), (d.Instrument.Unit, ((Histogram<double>)d.Instrument).Advice!.HistogramBucketBoundaries!.Count)));
        var rows = Assert.Single(observed.Measurements, m => m.Instrument.Name == "db.client.response.returned_rows");
        Assert.Equal((3, "scan"), (rows.Value, rows.Tags["db.operation.name"]));
    }

    [Fact]
    public async Task A_failure_tells_its_kind_and_nothing_of_what_was_asked()
    {
        using var observed = new Observed(_collection);
        var cause = new HttpRequestException("secret text", null, HttpStatusCode.TooManyRequests);
        var store = new PlacedStore { BeforeAnswer = () => throw new VectorStoreException("s", "c", "search", "secret", innerException: cause) }.WithTelemetry();

        await Assert.ThrowsAsync<VectorStoreException>(async () => await store.SearchAsync(_collection, Question, Scope).ToListAsync());
        await Assert.ThrowsAsync<VectorStoreException>(() => store.DeleteAsync(_collection, Question.Filter));

        Assert.Equal(2, observed.Spans.Count);
        Assert.All(observed.Spans, span =>
        {
            Assert.Equal((ActivityStatusCode.Error, "429", "429"), (span.Status, span.GetTagItem("error.type"), span.GetTagItem("db.response.status_code")));
            Assert.DoesNotContain(span.TagObjects, t => t.Value?.ToString() is { } text && (text.Contains("secret", StringComparison.Ordinal) || text.Contains("asha", StringComparison.Ordinal)));
            Assert.Null(span.StatusDescription);
            Assert.Empty(span.Events);
        });
        Assert.All(observed.Measurements, m => Assert.Equal("429", m.Tags["error.type"]));
        Assert.Equal(2, observed.Measurements.Count);
    }

    [Fact]
    public async Task A_failure_without_a_code_is_named_by_its_cause()
    {
        using var observed = new Observed(_collection);
        var store = new ScriptedStore { BeforeAnswer = () => throw new VectorStoreException("s", "c", "upsert", "no", innerException: new IOException("no")) }.WithTelemetry();

        await Assert.ThrowsAsync<VectorStoreException>(() => store.UpsertAsync(_collection, []));

        var span = Assert.Single(observed.Spans);
        Assert.Equal(("System.IO.IOException", null), (span.GetTagItem("error.type"), span.GetTagItem("db.response.status_code")));
    }

    [Fact]
    public async Task Who_gives_up_is_no_error_and_who_leaves_early_is_served()
    {
        using var observed = new Observed(_collection);
        var store = new PlacedStore { Rows = 100 }.WithTelemetry();
        var cancelled = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.DropCollectionAsync(_collection, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await store.ScanAsync(_collection, Scope, cancellationToken: cancelled).ToListAsync());
        Assert.Equal(2, observed.Spans.Count);
        Assert.Empty(observed.Measurements);

        await foreach (var _ in store.ScanAsync(_collection, Scope)) break;

        Assert.All(observed.Spans, span => Assert.Equal(ActivityStatusCode.Unset, span.Status));
        Assert.Equal(1L, observed.Spans.Last().GetTagItem("db.response.returned_rows"));
    }

    [Fact]
    public async Task A_store_in_this_process_is_no_client_of_anybody()
    {
        using var observed = new Observed(_collection);
        using var directory = new TemporaryDirectory();
        using var store = new EmbeddedVectorStore(new() { Directory = directory.Path }, NullLogger.Instance);

        await store.WithTelemetry().EnsureCollectionAsync(new(_collection, 3, "e", new Dictionary<string, FieldKind>()));

        var span = Assert.Single(observed.Spans);
        Assert.Equal((ActivityKind.Internal, "edify_embedded", null), (span.Kind, span.GetTagItem("db.system.name"), span.GetTagItem("server.address")));
    }

    [Fact]
    public async Task What_a_store_can_do_besides_is_passed_on_and_recorded()
    {
        using var observed = new Observed();
        var store = new WholeStore().WithTelemetry();
        Assert.Same(store, store.WithTelemetry());

        Assert.Equal(1, (await ((ITermStatistics)store).GetTermStatisticsAsync(_collection, ["a"])).Records);
        Assert.Equal("content-1", (await ((ICollectionAliases)store).ListAliasesAsync())["content"]);
        await ((ICollectionAliases)store).SetAliasAsync("content", _collection);
        Assert.True(await ((ICollectionAliases)store).RemoveAliasAsync("content"));
        Assert.Equal(["tenant"], await ((IVectorStoreDetails)store).GetIndexedFieldsAsync(_collection));
        Assert.Equal("qdrant", ((IVectorStoreDetails)store).Metadata.System);

        Assert.Equal(
            ["term_statistics", "list_aliases", "set_alias", "remove_alias", "list_indexes"],
            observed.Spans.Select(s => s.GetTagItem("db.operation.name")));
        Assert.Equal("list_aliases school", observed.Spans.ElementAt(1).DisplayName);
    }

    [Fact]
    public void What_a_store_can_not_do_is_not_claimed()
    {
        var plain = new ScriptedStore().WithTelemetry();
        var placed = new PlacedStore().WithTelemetry();

        Assert.False(plain is ITermStatistics or ICollectionAliases or IVectorStoreDetails);
        Assert.False(placed is ITermStatistics or ICollectionAliases);
        Assert.True(placed is IVectorStoreDetails);
        Assert.Equal(VectorStoreCapabilities.Lexical, plain.Capabilities);
    }

    [Fact]
    public void A_call_that_nobody_listens_to_allocates_nothing()
    {
        var store = new ScriptedStore().WithTelemetry();
        _ = store.CountAsync(_collection, Scope);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) _ = store.CountAsync(_collection, Scope);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private sealed class ManualTime : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now;

        public void Advance(TimeSpan by) => _now += by.Ticks;
    }
}
