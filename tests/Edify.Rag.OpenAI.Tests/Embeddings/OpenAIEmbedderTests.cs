using System.ClientModel;
using Edify.Rag.OpenAI.Embeddings;
using Edify.Rag.OpenAI.Tests.Support;
using Microsoft.Extensions.AI;
using OpenAI;
using EmbeddingClient = OpenAI.Embeddings.EmbeddingClient;

namespace Edify.Rag.OpenAI.Tests.Embeddings;

public sealed class OpenAIEmbedderTests
{
    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task Vectors_are_those_of_the_texts_in_their_order(bool numbers, bool backwards)
    {
        await using var api = new EmbeddingApi { KnowsNoBase64 = numbers, AnswersBackwards = backwards };
        using var embedder = api.Open();
        string[] texts = [.. Enumerable.Range(0, 50).Select(i => $"text number {i}")];

        var embeddings = await embedder.GenerateAsync(texts);

        Assert.Equal(texts.Select(text => WordVectors.Of(text, 64)), embeddings.Select(e => e.Vector.ToArray()));
        Assert.All(embeddings, e => Assert.Equal(EmbeddingApi.Model, e.ModelId));
    }

    [Fact]
    public async Task The_official_client_understands_the_server_of_these_tests()
    {
        await using var api = new EmbeddingApi { AnswersBackwards = true };
        var client = new EmbeddingClient(EmbeddingApi.Model, new ApiKeyCredential("k"), new OpenAIClientOptions { Endpoint = api.Endpoint });

        var answer = await client.GenerateEmbeddingsAsync(["one", "two words"], new() { Dimensions = 32 });

        Assert.Equal([1, 0], answer.Value.Select(e => e.Index));
        Assert.Equal(WordVectors.Of("two words", 32), answer.Value[0].ToFloats().ToArray());
        Assert.Equal((3, 4), (answer.Value.Usage.InputTokenCount, answer.Value.Usage.TotalTokenCount));
    }

    [Fact]
    public async Task A_request_says_who_asks_for_what()
    {
        await using var api = new EmbeddingApi();
        using var embedder = api.Open(o => (o.Organization, o.Project, o.Dimensions) = ("org-school", "proj-rag", 16));

        Assert.Equal(16, (await embedder.VectorAsync("a text")).Length);

        var request = Assert.Single(api.Requests);
        Assert.Equal(("/v1/embeddings", EmbeddingApi.Model, 16, true), (request.Path, request.Model, request.Dimensions, request.AsksForBase64));
        Assert.Equal(
            ($"Bearer {TestEmbedder.Key}", "org-school", "proj-rag"),
            (request.Headers["Authorization"], request.Headers["OpenAI-Organization"], request.Headers["OpenAI-Project"]));
        Assert.Contains("Edify.Rag", request.Headers["User-Agent"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_settings_nothing_is_asked_for_that_a_small_server_might_not_know()
    {
        await using var api = new EmbeddingApi();
        using var embedder = api.Open(o => o.ApiKey = null);

        await embedder.VectorAsync("a text");

        var request = Assert.Single(api.Requests);
        Assert.Null(request.Dimensions);
        Assert.DoesNotContain("Authorization", request.Headers.Keys);
        Assert.DoesNotContain("OpenAI-Organization", request.Headers.Keys);
        Assert.Equal(["model", "input", "encoding_format"], request.Json.EnumerateObject().Select(member => member.Name));
    }

    [Theory]
    [InlineData("/v1")]
    [InlineData("/v1/")]
    public async Task An_endpoint_may_end_with_a_slash(string path)
    {
        await using var api = new EmbeddingApi();
        using var embedder = api.Open(o => o.Endpoint = new Uri(api.Endpoint, path));

        await embedder.VectorAsync("a text");

        Assert.Equal("/v1/embeddings", Assert.Single(api.Requests).Path);
    }

    [Fact]
    public async Task Questions_and_passages_get_their_own_prefix()
    {
        await using var api = new EmbeddingApi();
        using var embedder = api.Open(o => (o.QueryPrefix, o.PassagePrefix) = ("query: ", "passage: "));
        using var plain = api.Open();

        await embedder.VectorAsync("bell", EmbeddingPurposes.ForQuery());
        await embedder.VectorAsync("bell");
        await plain.VectorAsync("bell", EmbeddingPurposes.ForQuery());

        Assert.Equal(["query: bell", "passage: bell", "bell"], api.Requests.Select(r => r.Texts[0]));
        Assert.StartsWith($"{EmbeddingApi.Model}@", embedder.ModelId, StringComparison.Ordinal);
        Assert.Equal(EmbeddingApi.Model, plain.ModelId);
    }

    [Fact]
    public async Task The_dimension_is_known_from_the_first_answer_on()
    {
        await using var api = new EmbeddingApi { Dimension = 48 };
        using var embedder = api.Open();
        Assert.Null(Metadata(embedder).DefaultModelDimensions);

        await embedder.VectorAsync("a text");

        var known = Metadata(embedder);
        Assert.Equal(("openai", EmbeddingApi.Model, 48, api.Endpoint), (known.ProviderName, known.DefaultModelId, known.DefaultModelDimensions, known.ProviderUri));
        using var configured = api.Open(o => o.Dimensions = 12);
        Assert.Equal(12, Metadata(configured).DefaultModelDimensions);
    }

    [Fact]
    public async Task Usage_is_that_of_all_requests_together()
    {
        await using var api = new EmbeddingApi();
        using var embedder = api.Open(o => o.MaxTextsPerRequest = 2);

        var usage = (await embedder.GenerateAsync(["one", "two words", "three words here"])).Usage;

        Assert.Equal((6L, 8L), (usage!.InputTokenCount, usage.TotalTokenCount));
    }

    [Fact]
    public async Task A_server_that_does_not_count_gives_no_usage()
    {
        await using var api = new EmbeddingApi { OnRequest = _ => EmbeddingApi.Vectors([(0, new[] { 1f })], usage: "none") };
        using var embedder = api.Open();

        Assert.Null((await embedder.GenerateAsync(["a"])).Usage);
    }

    [Fact]
    public async Task Any_text_has_a_vector()
    {
        await using var api = new EmbeddingApi();
        using var embedder = api.Open();
        string[] texts = ["", "   ", "half \ud800 a pair", "\udc00", "नमस्ते 漢字 😀 \u0000 \" \\ \n </script>", new string('x', 50_000)];

        var embeddings = await embedder.GenerateAsync(texts);

        Assert.Equal(texts.Length, embeddings.Count);
        Assert.Equal([" ", "   ", "half \ufffd a pair", "\ufffd", texts[4], texts[5]], Assert.Single(api.Requests).Texts);
        Assert.Contains("नमस्ते 漢字", api.Requests[0].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_asked_for_nothing()
    {
        await using var api = new EmbeddingApi();
        using var embedder = api.Open();

        Assert.Empty(await embedder.GenerateAsync([]));
        Assert.Empty(api.Requests);
    }

    [Fact]
    public async Task What_it_cannot_do_it_refuses()
    {
        await using var api = new EmbeddingApi();
        using var embedder = api.Open(o => o.Dimensions = 8);

        await Assert.ThrowsAsync<ArgumentException>(() => embedder.GenerateAsync(["a"], new() { Dimensions = 9 }));
        await Assert.ThrowsAsync<ArgumentException>(() => embedder.GenerateAsync(["a"], new() { ModelId = "another" }));
        Assert.Contains("Text 1 is null", (await Assert.ThrowsAsync<ArgumentException>(() => embedder.GenerateAsync(["a", null!]))).Message, StringComparison.Ordinal);
        Assert.Single(await embedder.GenerateAsync(["a"], new() { Dimensions = 8, ModelId = EmbeddingApi.Model }));
    }

    [Fact]
    public async Task What_it_is_made_of_can_be_asked_for()
    {
        await using var api = new EmbeddingApi();
        using var embedder = api.Open();

        Assert.NotNull(embedder.GetService(typeof(EmbeddingClient)));
        Assert.Same(embedder, embedder.GetService(typeof(IEmbeddingGenerator<string, Embedding<float>>)));
        Assert.Null(embedder.GetService(typeof(ITextTokenizer)));
        Assert.Null(embedder.GetService(typeof(EmbeddingClient), "key"));
    }

    private static EmbeddingGeneratorMetadata Metadata(OpenAIEmbedder embedder) => (EmbeddingGeneratorMetadata)embedder.GetService(typeof(EmbeddingGeneratorMetadata))!;
}
