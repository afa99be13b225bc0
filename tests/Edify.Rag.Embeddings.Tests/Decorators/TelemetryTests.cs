using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using Edify.Rag.Embeddings.CacheWriter;
using Edify.Rag.Embeddings.Tests.Decorators.Support;
using Edify.Rag.Hosting.Tests.Support;

namespace Edify.Rag.Embeddings.Tests.Decorators;

public sealed class TelemetryTests : IDisposable
{
    private readonly string _model = $"model-{Guid.NewGuid():N}";
    private readonly ConcurrentQueue<Activity> _spans = new();
    private readonly ActivityListener _listener;
    private readonly Measured _measured;
    private readonly FakeTimeProvider _time = new();
    private readonly ScriptedEmbedder _inner;

    public TelemetryTests()
    {
        _inner = new(_model, 24, new("https://user:secret@vectors.example:8443/v1?key=secret"));
        _measured = new(tags => Equals(tags.GetValueOrDefault("gen_ai.request.model"), _model));
        _listener = new()
        {
            ShouldListenTo = source => source.Name == EmbeddingTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = span =>
            {
                if (Equals(span.GetTagItem("gen_ai.request.model"), _model)) _spans.Enqueue(span);
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public void Dispose()
    {
        _listener.Dispose();
        _measured.Dispose();
    }

    [Fact]
    public async Task A_call_is_a_span_by_the_conventions()
    {
        using var embedder = _inner.WithTelemetry();
        using var parent = new Activity("parent").Start();

        await embedder.GenerateAsync(["Asha", "grades"]);

        var span = Assert.Single(_spans);
        Assert.Equal($"embeddings {_model}", span.DisplayName);
        Assert.Equal(ActivityKind.Client, span.Kind);
        Assert.Equal(parent.SpanId, span.ParentSpanId);
        Assert.Equal(
            new Dictionary<string, object?>
            {
                ["gen_ai.operation.name"] = "embeddings",
                ["gen_ai.provider.name"] = "scripted",
                ["gen_ai.request.model"] = _model,
                ["gen_ai.response.model"] = _model,
                ["gen_ai.embeddings.dimension.count"] = 24,
                ["gen_ai.usage.input_tokens"] = 10L,
                ["server.address"] = "vectors.example",
                ["server.port"] = 8443,
            }.OrderBy(t => t.Key, StringComparer.Ordinal),
            span.TagObjects.OrderBy(t => t.Key, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Duration_and_tokens_are_measured()
    {
        using var embedder = _inner.WithTelemetry(_time);
        _inner.BeforeAnswer = _ =>
        {
            _time.Advance(TimeSpan.FromMilliseconds(250));
            return Task.CompletedTask;
        };

        await embedder.GenerateAsync(["Asha", "grades"], new() { Dimensions = 8 });

        var duration = Assert.Single(_measured.Of("gen_ai.client.operation.duration"));
        Assert.Equal((0.25, "s"), (duration.Value, duration.Instrument.Unit));
        Assert.Equal(14, ((Histogram<double>)duration.Instrument).Advice!.HistogramBucketBoundaries!.Count);
        Assert.False(duration.Tags.ContainsKey("error.type"));
        var tokens = Assert.Single(_measured.Of("gen_ai.client.token.usage"));
        Assert.Equal((10, "{token}", "input"), (tokens.Value, tokens.Instrument.Unit, tokens.Tags["gen_ai.token.type"]));
        Assert.Equal(8, Assert.Single(_spans).GetTagItem("gen_ai.embeddings.dimension.count"));
    }

    [Fact]
    public async Task A_failure_tells_its_kind_and_no_text()
    {
        using var embedder = _inner.WithTelemetry();
        _inner.BeforeAnswer = _ => throw new HttpRequestException("Can't embed 'Asha'.", null, HttpStatusCode.TooManyRequests);

        await Assert.ThrowsAsync<HttpRequestException>(() => embedder.GenerateAsync(["Asha"]));

        var span = Assert.Single(_spans);
        Assert.Equal((ActivityStatusCode.Error, "429"), (span.Status, span.GetTagItem("error.type")));
        Assert.Equal("429", Assert.Single(_measured.Of("gen_ai.client.operation.duration")).Tags["error.type"]);
        Assert.Empty(_measured.Of("gen_ai.client.token.usage"));
        Assert.DoesNotContain(span.TagObjects, t => t.Value?.ToString()?.Contains("Asha", StringComparison.Ordinal) == true);
        Assert.Null(span.StatusDescription);
        Assert.Empty(span.Events);
    }

    [Fact]
    public async Task Who_gives_up_is_no_error()
    {
        using var embedder = _inner.WithTelemetry();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => embedder.GenerateAsync(["a"], cancellationToken: new(canceled: true)));

        Assert.Equal(ActivityStatusCode.Unset, Assert.Single(_spans).Status);
        Assert.Empty(_measured.Of("gen_ai.client.operation.duration"));
    }

    [Fact]
    public async Task An_embedder_in_this_process_is_no_client_of_anybody()
    {
        using var embedder = new ScriptedEmbedder(_model).WithTelemetry();

        await embedder.GenerateAsync(["a"]);

        var span = Assert.Single(_spans);
        Assert.Equal(ActivityKind.Internal, span.Kind);
        Assert.Null(span.GetTagItem("server.address"));
    }

    [Fact]
    public async Task Nothing_is_recorded_twice()
    {
        using var embedder = _inner.WithTelemetry().WithCaching().WithTelemetry();
        await embedder.GenerateAsync(["a"]);
        Assert.Single(_spans);

        // One with spans of its own tells so by offering its source.
        using var source = new ActivitySource("somebody's");
        var instrumented = new ScriptedEmbedder { Service = source };
        Assert.Same(instrumented, instrumented.WithTelemetry());
    }

    [Fact]
    public async Task What_the_cache_has_is_counted_by_tier_and_is_no_call_of_the_embedder()
    {
        using var directory = new TemporaryDirectory();
        using var lookups = new Measured(tags => tags.ContainsKey("edify.cache.tier") && Activity.Current?.OperationName == _model);
        using var mine = new Activity(_model).Start();
        var options = new EmbeddingCacheOptions { Directory = directory.Path };
        using (var embedder = _inner.WithTelemetry().WithCaching(options))
        {
            await embedder.GenerateAsync(["a", "b"]);
            await embedder.GenerateAsync(["a", "b", "c"]);
        }

        Assert.Equal(
            ["memory miss 2", "disk miss 2", "memory hit 2", "memory miss 1", "disk miss 1"],
            lookups.Of("edify.rag.embeddings.cache.lookups").Select(m => $"{m.Tags["edify.cache.tier"]} {m.Tags["edify.cache.result"]} {m.Value}"));
        Assert.Equal(2, _spans.Count);
    }
}
