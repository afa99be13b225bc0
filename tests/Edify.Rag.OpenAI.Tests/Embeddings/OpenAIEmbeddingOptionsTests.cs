using Edify.Rag.OpenAI.Tests.Support;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Edify.Rag.OpenAI.Tests.Embeddings;

public sealed class OpenAIEmbeddingOptionsTests
{
    [Fact]
    public async Task Configuration_chooses_it_by_name()
    {
        await using var api = new EmbeddingApi();
        await using var services = Configured(new()
        {
            ["Endpoint"] = api.Endpoint.ToString(),
            ["ApiKey"] = TestEmbedder.Key,
            ["Model"] = EmbeddingApi.Model,
            ["Organization"] = "org",
            ["Project"] = "project",
            ["Dimensions"] = "32",
            ["QueryPrefix"] = "query: ",
            ["PassagePrefix"] = "passage: ",
            ["MaxTextsPerRequest"] = "7",
            ["MaxTokensPerRequest"] = "70",
            ["MaxTokensPerText"] = "10",
            ["LongTexts"] = "Refuse",
            ["MaxParallelRequests"] = "2",
            ["RequestTimeout"] = "00:00:20",
            ["MaxRetries"] = "5",
            ["MaxRetryDelay"] = "00:00:10",
        });

        var options = services.GetRequiredService<IOptionsMonitor<OpenAIEmbeddingOptions>>().Get(RagServices.DefaultName);
        var vector = (await services.GetRequiredService<IEmbeddingGenerator<string, Embedding<float>>>().GenerateAsync(["bell"]))[0].Vector;

        Assert.Equal((7, 70, 10, OpenAILongTexts.Refuse, 2), (options.MaxTextsPerRequest, options.MaxTokensPerRequest, options.MaxTokensPerText, options.LongTexts, options.MaxParallelRequests));
        Assert.Equal((TimeSpan.FromSeconds(20), 5, TimeSpan.FromSeconds(10)), (options.RequestTimeout, options.MaxRetries, options.MaxRetryDelay));
        Assert.Equal(WordVectors.Of("passage: bell", 32), vector.ToArray());
        Assert.Equal(("org", "project"), (api.Requests[0].Headers["OpenAI-Organization"], api.Requests[0].Headers["OpenAI-Project"]));
    }

    [Fact]
    public void A_misspelt_setting_is_an_error()
    {
        using var services = Configured(new() { ["Modell"] = "x" });

        var error = Assert.Throws<RagConfigurationException>(() => services.GetRag<IEmbeddingGenerator<string, Embedding<float>>>());

        Assert.Contains("EdifyRag:Embeddings:OpenAI:Modell is unknown; instead of 'Modell' it may be 'ApiKey', 'Dimensions', 'Endpoint'", error.Message, StringComparison.Ordinal);
    }

    public static TheoryData<Action<OpenAIEmbeddingOptions>, string> Faults => new()
    {
        { o => o.Model = " ", "Model must be the name of a model, such as \"text-embedding-3-small\"; it is blank." },
        { o => o.Endpoint = null, "ApiKey must be set for OpenAI; for another server, set Endpoint." },
        { o => o.Endpoint = new Uri("https://api.openai.com/v1"), "ApiKey must be set for OpenAI; for another server, set Endpoint." },
        { o => o.ApiKey = "geheim\n", "ApiKey is empty, or has white space or characters beyond ASCII; leave it out, or copy it again." },
        { o => o.ApiKey = "", "ApiKey is empty, or has white space or characters beyond ASCII; leave it out, or copy it again." },
        { o => o.Organization = "geheim geheim", "Organization is empty, or has white space or characters beyond ASCII; leave it out, or copy it again." },
        { o => o.Project = "é", "Project is empty, or has white space or characters beyond ASCII; leave it out, or copy it again." },
        { o => o.Endpoint = new Uri("localhost:11434", UriKind.RelativeOrAbsolute), "Endpoint must be an http or https address such as \"http://localhost:11434/v1\"." },
        { o => o.Endpoint = new Uri("http://user:geheim@localhost/v1"), "Endpoint must not hold credentials; set ApiKey." },
        { o => o.Endpoint = new Uri("http://localhost/v1?key=geheim"), "Endpoint must be the address alone, without query or fragment." },
        { o => o.Endpoint = new Uri("http://localhost/v1/embeddings/"), "Endpoint must be the base address, without \"/embeddings\": that is added to it." },
        { o => o.Dimensions = -1, "Dimensions is -1; it must be 0 to 65536." },
        { o => o.MaxTextsPerRequest = 2049, "MaxTextsPerRequest is 2049; it must be 1 to 2048." },
        { o => o.MaxTokensPerRequest = 0, "MaxTokensPerRequest is 0; it must be 1 to 10000000." },
        { o => o.MaxTokensPerText = 0, "MaxTokensPerText is 0; it must be 1 to 10000000." },
        { o => o.LongTexts = (OpenAILongTexts)9, "LongTexts is 9; it must be Truncate or Refuse." },
        { o => o.MaxParallelRequests = 0, "MaxParallelRequests is 0; it must be 1 to 256." },
        { o => o.RequestTimeout = TimeSpan.Zero, "RequestTimeout is 00:00:00; it must be 1 second to 1 hour." },
        { o => o.MaxRetries = 21, "MaxRetries is 21; it must be 0 to 20." },
        { o => o.MaxRetryDelay = TimeSpan.FromSeconds(-1), "MaxRetryDelay is -00:00:01; it must be 0 to 1 hour." },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void An_option_that_cannot_work_is_one_clear_sentence(Action<OpenAIEmbeddingOptions> configure, string sentence)
    {
        using var services = Build(configure);

        var error = Assert.Throws<OptionsValidationException>(() => services.GetRag<IEmbeddingGenerator<string, Embedding<float>>>());

        Assert.Equal("OpenAIEmbeddingOptions." + sentence, error.Message);
        Assert.DoesNotContain("geheim", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://school.openai.azure.com/openai/v1/")]
    [InlineData("http://localhost:1234/v1")]
    [InlineData("http://localhost:8080")]
    public void Servers_of_many_kinds_are_accepted(string endpoint)
    {
        using var services = Build(o => o.Endpoint = new Uri(endpoint));

        Assert.NotNull(services.GetRag<IEmbeddingGenerator<string, Embedding<float>>>());
    }

    [Fact]
    public async Task The_host_may_bring_its_own_HTTP_client()
    {
        await using var api = new EmbeddingApi();
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add("X-School", "greenfield");
        var builder = new TestRagBuilder();
        builder.UseOpenAIEmbeddings(o => (o.Endpoint, o.Model) = (api.Endpoint, EmbeddingApi.Model), _ => http);
        await using (var services = builder.Services.BuildServiceProvider())
            await services.GetRag<IEmbeddingGenerator<string, Embedding<float>>>().GenerateAsync(["a"]);

        Assert.Equal("greenfield", Assert.Single(api.Requests).Headers["X-School"]);

        // Not disposed with the embedder.
        Assert.Equal(HttpStatusOf(404), (await http.GetAsync(new Uri(api.Endpoint, "/nowhere"))).StatusCode);
    }

    private static System.Net.HttpStatusCode HttpStatusOf(int status) => (System.Net.HttpStatusCode)status;

    private static ServiceProvider Configured(Dictionary<string, string?> settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => $"EdifyRag:Embeddings:OpenAI:{s.Key}", s => s.Value))
            .AddInMemoryCollection(new Dictionary<string, string?> { ["EdifyRag:Embeddings:Provider"] = "OpenAI" }).Build();
        return new ServiceCollection().AddEdifyRag(configuration.GetSection("EdifyRag"), RagProvider.OpenAIEmbeddings).BuildServiceProvider();
    }

    private static ServiceProvider Build(Action<OpenAIEmbeddingOptions> configure)
    {
        var builder = new TestRagBuilder();
        builder.UseOpenAIEmbeddings(o =>
        {
            (o.Endpoint, o.Model) = (new Uri("http://localhost:11434/v1"), "nomic-embed-text");
            configure(o);
        });
        return builder.Services.BuildServiceProvider();
    }
}
