using Edify.Rag.Hosting.Tests.Support;
using Edify.Rag.OpenAI.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag.OpenAI.Tests.Embeddings;

/// <summary>The embedder in a pipeline: from documents to answers.</summary>
public sealed class PipelineTests
{
    private const string Bad = "Forbidden words stand here";

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Documents_are_ingested_and_questions_answered()
    {
        await using var api = new EmbeddingApi();
        await using var school = School(api, o => (o.QueryPrefix, o.PassagePrefix) = ("query: ", "passage: "));
        await school.PutAsync("General/bell.txt", "The first bell rings at eight o'clock.");
        await school.PutAsync("General/fee.txt", "A late fee of fifty rupees is charged for every week.");

        var report = await school.IngestAsync();
        var answer = await school.AskAsync("When does the first bell ring?", SmallSchool.Admin);

        Assert.Equal((2, 0), (report.Ingested, report.Failed.Count));
        Assert.Equal("General/bell.txt", answer.Citations[0].DocumentName);
        Assert.Contains(api.Requests, r => r.Texts.Contains("query: When does the first bell ring?"));
        Assert.All(api.Requests.Where(r => r.Texts.Any(text => text.Contains("rupees", StringComparison.Ordinal))), r => Assert.All(r.Texts, text => Assert.StartsWith("passage: ", text, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_chunker_and_the_embedder_find_the_same_tokenizer()
    {
        await using var api = new EmbeddingApi();
        await using var school = School(api, o => o.MaxTokensPerText = 6, rag => rag
            .Use<ITextTokenizer>("words", _ => new WordTokenizer())
            .UseRecursiveChunker(o => (o.Unit, o.Size, o.Overlap) = (ChunkUnit.Tokens, 100, 0)));
        await school.PutAsync("General/a.txt", "one two three four five six seven eight nine ten");

        await school.IngestAsync();

        Assert.All(api.Requests.SelectMany(r => r.Texts), text => Assert.InRange(new WordTokenizer().CountTokens(text), 1, 6));
        Assert.Contains("ten", Assert.Single(await school.TextsAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chunks_are_measured_although_the_embedder_brings_no_tokenizer()
    {
        await using var api = new EmbeddingApi();
        await using var school = School(api, configureRag: rag => rag.UseRecursiveChunker(o => (o.Unit, o.Size, o.Overlap) = (ChunkUnit.Tokens, 100, 0)));
        await school.PutAsync("General/a.txt", "one two three");

        Assert.Equal(1, (await school.IngestAsync()).Ingested);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task An_overloaded_embedder_slows_the_run_down_and_fails_no_document(int status)
    {
        // The first is the question for the dimension.
        await using var api = new EmbeddingApi(_time) { OnRequest = r => r.Number is > 1 and < 5 ? ApiAnswer.Error(status) : null };
        await using var school = School(api, o => o.MaxRetries = 0, time: _time);
        for (var i = 0; i < 20; i++) await school.PutAsync($"General/{i}.txt", $"This is document {i}.");

        var events = new List<IngestionEvent>();
        var report = await _time.PassUntilAsync(CollectAsync(school, events));

        Assert.Equal((20, 0), (report.Ingested, report.Failed.Count));
        Assert.Contains(events.OfType<IngestionEvent.SlowedDown>(), e => e.Service == "the embedder");
    }

    [Fact]
    public async Task An_embedder_that_asks_for_longer_than_it_waits_itself_is_left_alone_by_the_run()
    {
        await using var api = new EmbeddingApi(_time) { OnRequest = r => r.Number == 2 ? ApiAnswer.Error(429, headers: "Retry-After: 90") : null };
        await using var school = School(api, time: _time);
        await school.PutAsync("General/a.txt", "This is a document.");

        var report = await _time.PassUntilAsync(school.IngestAsync());

        Assert.Equal((1, 0), (report.Ingested, report.Failed.Count));
        Assert.True(api.Requests[2].At - api.Requests[1].At >= TimeSpan.FromSeconds(90));
    }

    [Fact]
    public async Task Of_documents_that_are_embedded_together_only_the_bad_one_fails_and_none_is_embedded_twice()
    {
        await using var api = new EmbeddingApi { OnRequest = r => r.Texts.Any(IsBad) ? ApiAnswer.Error(400, "content_filter") : null };
        await using var school = School(api);
        for (var i = 0; i < 20; i++) await school.PutAsync($"General/{i:00}.txt", i == 7 ? Bad : $"This is document {i}.");

        var report = await school.IngestAsync();

        Assert.Equal(19, report.Ingested);
        var failed = Assert.Single(report.Failed);
        Assert.Equal("General/07.txt", failed.Name);
        Assert.Contains("the server refuses it (HTTP 400, content_filter)", failed.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("Forbidden", failed.Reason, StringComparison.Ordinal);
        var taken = api.Requests.Where(r => !r.Texts.Any(IsBad)).SelectMany(r => r.Texts).Where(text => text.StartsWith("This", StringComparison.Ordinal)).ToList();
        Assert.Equal((19, 19), (taken.Count, taken.Distinct().Count()));
        Assert.Equal((19L, 0L), (report.Embedded, report.Reused));

        static bool IsBad(string text) => text.Contains("Forbidden", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_key_stops_the_run_with_a_sentence()
    {
        await using var api = new EmbeddingApi { OnRequest = _ => ApiAnswer.Error(401) };
        await using var school = School(api);
        await school.PutAsync("General/a.txt", "This is a document.");

        var error = await Assert.ThrowsAsync<RagConfigurationException>(() => school.IngestAsync());

        Assert.Contains("refuses the key", error.Message, StringComparison.Ordinal);
        Assert.Single(api.Requests);
    }

    [Fact]
    public async Task A_question_is_answered_by_words_while_the_embedder_is_down()
    {
        await using var api = new EmbeddingApi();
        await using var school = School(api);
        await school.PutAsync("General/bell.txt", "The first bell rings at eight o'clock.");
        await school.IngestAsync();
        api.OnRequest = _ => ApiAnswer.Error(503, headers: "Retry-After: 20");

        var answer = await school.AskAsync("When does the first bell ring?", SmallSchool.Admin);

        Assert.Equal("General/bell.txt", answer.Citations[0].DocumentName);
    }

    private static SmallSchool School(
        EmbeddingApi api, Action<OpenAIEmbeddingOptions>? configure = null, Action<IRagBuilder>? configureRag = null, TimeProvider? time = null) => new(rag =>
    {
        if (time is not null) rag.Services.AddSingleton(time);
        rag.UseOpenAIEmbeddings(o =>
        {
            (o.Endpoint, o.Model, o.ApiKey, o.RequestTimeout) = (api.Endpoint, EmbeddingApi.Model, TestEmbedder.Key, TimeSpan.FromHours(1));
            configure?.Invoke(o);
        });
        configureRag?.Invoke(rag);
    });

    private static async Task<IngestionReport> CollectAsync(SmallSchool school, List<IngestionEvent> events)
    {
        await foreach (var e in school.Pipeline.RunAsStreamAsync(new(SmallSchool.Tenant))) events.Add(e);
        return events.OfType<IngestionEvent.Completed>().Single().Report;
    }
}
