using System.Net;
using Edify.Rag.Hosting.Tests.Support;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Edify.Rag.Hosting.Tests.Composition;

public class EmbeddingDecoratorTests
{
    private readonly CallPlan _plan = new();

    [Fact]
    public void Telemetry_and_logging_are_there_without_asking() => Assert.Equal(["telemetry", "logging"], Decorators(new ServiceCollection().AddEdifyRag()));

    [Fact]
    public void Verbs_wrap_in_the_order_they_are_written_and_each_once() => Assert.Equal(
        ["telemetry", "logging", "rate limit", "cache"],
        Decorators(new ServiceCollection().AddEdifyRag(rag => rag
            .WithEmbeddingRateLimit(o => o.Requests = 5)
            .WithEmbeddingCache()
            .WithEmbeddingRateLimit(o => o.Texts = 100)
            .WithEmbeddingTelemetry()
            .WithEmbeddingCache(o => o.MemoryBytes = 0))));

    [Fact]
    public void Pipelines_side_by_side_have_decorators_of_their_own()
    {
        var services = new ServiceCollection().AddEdifyRag(rag => rag.WithEmbeddingCache()).AddEdifyRag("sop", rag => rag.WithEmbeddingRateLimit(o => o.Texts = 1));

        Assert.Equal(["telemetry", "logging", "cache"], Decorators(services));
        Assert.Equal(["telemetry", "logging", "rate limit"], Decorators(services, "sop"));
    }

    [Fact]
    public void Configuration_adds_them_with_their_options_the_cache_outside()
    {
        var services = Configured(new()
        {
            ["EdifyRag:StateDirectory"] = "state",
            ["EdifyRag:Embeddings:Cache:MemoryBytes"] = "2000000",
            ["EdifyRag:Embeddings:RateLimit:Requests"] = "30",
            ["EdifyRag:Embeddings:RateLimit:Period"] = "00:00:10",
            ["EdifyRag:Embeddings:Hashing:Dimensions"] = "256",
        });

        Assert.Equal(["telemetry", "logging", "rate limit", "cache"], Decorators(services));
        using var provider = services.BuildServiceProvider();
        var cache = provider.GetRequiredService<IOptionsMonitor<EmbeddingCacheOptions>>().Get(RagServices.DefaultName);
        Assert.Equal((2_000_000, Path.Combine("state", "embeddings")), (cache.MemoryBytes, cache.Directory));
        var limit = provider.GetRequiredService<IOptionsMonitor<EmbeddingRateLimitOptions>>().Get(RagServices.DefaultName);
        Assert.Equal((30, TimeSpan.FromSeconds(10)), (limit.Requests, limit.Period));
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("", true)]
    [InlineData("False", false)]
    public void A_section_without_options_says_whether_there_is_one(string value, bool isThere) => Assert.Equal(
        isThere, Decorators(Configured(new() { ["EdifyRag:Embeddings:Cache"] = value })).Contains("cache"));

    [Theory]
    [InlineData("EdifyRag:Embeddings:Cash", "true", "'Cache'")]
    [InlineData("EdifyRag:Embeddings:Cache", "perhaps", "EdifyRag:Embeddings:Cache is 'perhaps'")]
    [InlineData("EdifyRag:Chunking:Cache", "true", "Chunking:Cache is unknown")]
    public void A_decorator_that_is_not_known_is_an_error(string key, string value, string named) => Assert.Contains(
        named, Assert.Throws<RagConfigurationException>(() => Configured(new() { [key] = value })).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("Cache:Memory", "1", "The setting EdifyRag:Embeddings:Cache:Memory is unknown")]
    [InlineData("Cache:MemoryBytes", "1", "EmbeddingCacheOptions.MemoryBytes is 1")]
    [InlineData("RateLimit:PerMinute", "1", "The setting EdifyRag:Embeddings:RateLimit:PerMinute is unknown")]
    [InlineData("RateLimit:Period", "00:01:00", "EmbeddingRateLimitOptions has no limit")]
    public void A_wrong_option_is_an_error_before_the_first_request(string key, string value, string named)
    {
        using var services = Configured(new() { [$"EdifyRag:Embeddings:{key}"] = value }).BuildServiceProvider();
        var error = Assert.ThrowsAny<Exception>(services.GetRequiredService<IStartupValidator>().Validate);
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ingesting_again_into_another_collection_embeds_nothing()
    {
        await using var school = new SmallSchool(rag =>
        {
            _plan.Watch(rag.Use<IChunker>("lines", _ => new Ingestion.LineChunker()));
            rag.WithEmbeddingCache(o => o.MemoryBytes = 0);
        });
        for (var i = 0; i < 20; i++) await school.PutAsync($"General/{i}.txt", $"line {i}\nanother {i}\nthe same");
        await school.IngestAsync();
        var records = await school.RecordsAsync();
        var embedded = _plan.Embedded().Count;
        Assert.True(embedded > 0);

        await school.Store.DropCollectionAsync("documents");
        await school.IngestAsync(force: true);

        Assert.Equal(embedded, _plan.Embedded().Count);
        Assert.Equal(
            records.OrderBy(r => r.Id).Select(r => (r.Id, r.Text, string.Join(' ', r.Vector.ToArray()))),
            (await school.RecordsAsync()).OrderBy(r => r.Id).Select(r => (r.Id, r.Text, string.Join(' ', r.Vector.ToArray()))));
    }

    [Fact]
    public async Task A_question_that_is_asked_again_is_not_embedded_again()
    {
        await using var school = new SmallSchool(rag =>
        {
            _plan.Watch(rag);
            rag.WithEmbeddingCache();
        });
        await school.PutAsync("General/bell.txt", "The bell rings at eight.");
        await school.IngestAsync();

        await school.AskAsync("When does the bell ring?", SmallSchool.Admin);
        var before = _plan.Embedded().Count;
        await school.AskAsync("When does the bell ring?", SmallSchool.Admin);

        Assert.Equal(before, _plan.Embedded().Count);
        Assert.Contains("When does the bell ring?", _plan.Embedded());
    }

    [Fact]
    public async Task The_doctor_finds_a_dead_embedder_behind_a_cache()
    {
        SwitchedEmbedder? embedder = null;
        await using var school = new SmallSchool(rag => rag
            .Decorate<IEmbeddingGenerator<string, Embedding<float>>>("switch", (inner, _) => embedder = new SwitchedEmbedder(inner))
            .WithEmbeddingCache());
        var doctor = school.Services.GetRag<IRagDoctor>();
        Assert.Equal(RagHealth.Healthy, await HealthAsync());

        embedder!.IsDown = true;
        Assert.Equal(RagHealth.Broken, await HealthAsync());

        async Task<RagHealth> HealthAsync() => (await doctor.ExamineAsync()).Single(f => f.Part == "embedder").Health;
    }

    [Fact]
    public async Task An_embedder_that_takes_nothing_stops_the_run_though_a_cache_gives_vectors()
    {
        await using var school = new SmallSchool(rag =>
        {
            _plan.Watch(rag);
            rag.WithEmbeddingCache().ConfigureIngestion(o => (o.BatchSize, o.EmbeddingParallelism) = (1, 1));
        });
        await school.PutAsync("General/a.txt", "Known before.");
        await school.IngestAsync();
        await school.PutAsync("General/b.txt", "New.");
        await school.PutAsync("General/c.txt", "New as well.");
        _plan.Fail("embed", int.MaxValue, () => new HttpRequestException("refused", null, HttpStatusCode.BadRequest));

        await Assert.ThrowsAsync<HttpRequestException>(() => school.IngestAsync(force: true));
    }

    [Fact]
    public async Task A_chunker_still_finds_the_embedders_tokenizer()
    {
        var tokenizer = new WordTokenizer();
        await using var services = new ServiceCollection().AddEdifyRag(rag => rag
            .Use<IEmbeddingGenerator<string, Embedding<float>>>("with tokenizer", _ => new EmbedderWithTokenizer(tokenizer))
            .UseRecursiveChunker(o => o.Unit = ChunkUnit.Tokens)
            .WithEmbeddingRateLimit(o => o.Tokens = 10)
            .WithEmbeddingCache(o => o.Directory = string.Empty)).BuildServiceProvider();

        Assert.Contains("words-of-mine", services.GetRag<IChunker>().Fingerprint, StringComparison.Ordinal);
    }

    private static IReadOnlyList<string> Decorators(IServiceCollection services, string name = RagServices.DefaultName)
    {
        using var provider = services.BuildServiceProvider();
        return provider.GetRag<IRagDoctor>(name).Description.Stages.Single(s => s.Contract.StartsWith("IEmbeddingGenerator", StringComparison.Ordinal)).Decorators;
    }

    private static IServiceCollection Configured(Dictionary<string, string?> values) =>
        new ServiceCollection().AddEdifyRag(new ConfigurationBuilder().AddInMemoryCollection(values).Build().GetSection("EdifyRag"));

    private sealed class WordTokenizer : ITextTokenizer
    {
        public string Fingerprint => "words-of-mine";

        public int CountTokens(ReadOnlySpan<char> text) => text.Length;
    }

    private sealed class EmbedderWithTokenizer(ITextTokenizer tokenizer) : IEmbeddingGenerator<string, Embedding<float>>
    {
        public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
            IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public object? GetService(Type serviceType, object? serviceKey = null) => serviceType == typeof(ITextTokenizer) ? tokenizer : null;

        public void Dispose() { }
    }
}
