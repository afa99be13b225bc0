using Edify.Rag.Hosting.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Edify.Rag.Hosting.Tests.Composition;

public class AddEdifyRagTests
{
    [Fact]
    public void Without_choices_every_stage_has_an_embedded_default()
    {
        using var services = new ServiceCollection().AddEdifyRag().BuildServiceProvider();
        var description = services.GetRag<IRagDoctor>().Description;
        Assert.Equal(
            [
                "IBlobStore", "IBlobSource", "IMetadataExtractor", "IDocumentReader", "IChunker", "IDocumentInspector", "IEmbeddingGenerator<String, Embedding<Single>>",
                "IVectorStore", "IIngestionLedger", "IIngestionPipeline", "IAccessPolicy", "IQuestionAnalyzer", "IRetriever", "IContextBuilder", "IPromptBuilder",
                "IChatClient", "ICitationVerifier", "IConversationStore", "IUsageMeter", "IRagAssistant", "IResearch", "IRagDoctor",
            ],
            description.Stages.Select(s => s.Contract));
        Assert.All(description.Stages, s => Assert.All(s.Providers, p => Assert.NotEmpty(p)));
    }

    [Fact]
    public void The_default_pipeline_is_found_without_a_key()
    {
        using var services = new ServiceCollection().AddEdifyRag().BuildServiceProvider();
        Assert.Same(services.GetRag<IRagAssistant>(), services.GetRequiredService<IRagAssistant>());
    }

    [Fact]
    public void A_second_default_pipeline_is_refused()
    {
        var services = new ServiceCollection().AddEdifyRag();
        Assert.Contains("twice", Assert.Throws<InvalidOperationException>(() => services.AddEdifyRag()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Named_pipelines_live_side_by_side()
    {
        using var first = new TemporaryDirectory();
        using var second = new TemporaryDirectory();
        await using var services = new ServiceCollection()
            .AddEdifyRag(rag => rag.UseInMemoryBlobs().UseStateDirectory(first.Path))
            .AddEdifyRag("sop", rag => rag.UseInMemoryBlobs().UseStateDirectory(second.Path))
            .BuildServiceProvider();

        Assert.NotSame(services.GetRag<IBlobStore>(), services.GetRag<IBlobStore>("sop"));
        await services.GetRag<IBlobStore>("sop").UploadAsync("General/bell.txt", new MemoryStream("The bell rings at eight."u8.ToArray()));
        Assert.Equal(1, (await services.GetRag<IIngestionPipeline>("sop").RunAsync(new("t"))).Ingested);
        Assert.Equal(0, (await services.GetRag<IIngestionPipeline>().RunAsync(new("t"))).Listed);
    }

    [Fact]
    public void The_last_choice_for_a_stage_wins()
    {
        using var services = new ServiceCollection()
            .AddEdifyRag(rag => rag.UseFolder(o => o.Path = "nowhere").UseInMemoryBlobs()).BuildServiceProvider();
        Assert.Equal(["memory"], services.GetRag<IRagDoctor>().Description.Stages.Single(s => s.Contract == "IBlobSource").Providers);
    }

    [Fact]
    public async Task The_last_decorator_is_the_outermost()
    {
        var calls = new List<string>();
        await using var services = new ServiceCollection().AddEdifyRag(rag => rag
            .Decorate<IAccessPolicy>("inner", (policy, _) => new Spy(policy, "inner", calls))
            .Decorate<IAccessPolicy>("outer", (policy, _) => new Spy(policy, "outer", calls))).BuildServiceProvider();

        await services.GetRag<IAccessPolicy>().ResolveAsync(SmallSchool.Admin, TestContext.Current.CancellationToken);
        Assert.Equal(["outer", "inner"], calls);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_decorators_wrap_ends_with_the_services(bool isAsynchronous)
    {
        var calls = new List<string>();
        var services = new ServiceCollection().AddEdifyRag(rag => rag
            .Use<IAccessPolicy>("mortal", _ => new Mortal(calls))
            .Decorate<IAccessPolicy>("inner", (policy, _) => new Spy(policy, "inner", calls))
            .Decorate<IAccessPolicy>("outer", (policy, _) => new Spy(policy, "outer", calls))).BuildServiceProvider();
        services.GetRag<IAccessPolicy>();

        if (isAsynchronous) await services.DisposeAsync();
        else services.Dispose();
        Assert.Equal(["ended"], calls);
    }

    [Fact]
    public void A_verb_after_assembly_is_refused()
    {
        IRagBuilder? kept = null;
        new ServiceCollection().AddEdifyRag(rag => kept = rag);
        Assert.Throws<InvalidOperationException>(() => kept!.UseInMemoryBlobs());
    }

    [Fact]
    public void Configuration_chooses_providers_and_options()
    {
        using var services = new ServiceCollection().AddEdifyRag(Section(new()
        {
            ["EdifyRag:Tenant"] = "greenfield",
            ["EdifyRag:Storage:Provider"] = "memory",
            ["EdifyRag:Chunking:Recursive:Size"] = "500",
            ["EdifyRag:Chunking:Recursive:Overlap"] = "50",
            ["EdifyRag:Access:SchoolRoles:Roles:librarian:Modules:0"] = "general",
            ["EdifyRag:Ingestion:BatchSize"] = "7",
            ["EdifyRag:Reading:BlockBytes"] = "65536",
            ["EdifyRag:Reading:StallTimeout"] = "00:00:20",
            ["EdifyRag:Context:MaxPassages"] = "3",
        })).BuildServiceProvider();

        Assert.Equal("greenfield", Options<RagOptions>(services).Tenant);
        Assert.Equal(500, Options<RecursiveChunkerOptions>(services).Size);
        Assert.Equal(["general"], Options<SchoolRolesOptions>(services).Roles["librarian"].Modules);
        Assert.Equal(7, Options<IngestionOptions>(services).BatchSize);
        Assert.Equal((65_536, TimeSpan.FromSeconds(20)), (Options<RangedReadOptions>(services).BlockBytes, Options<RangedReadOptions>(services).StallTimeout));
        Assert.Equal(3, Options<ContextOptions>(services).MaxPassages);
        Assert.Equal(["memory"], services.GetRag<IRagDoctor>().Description.Stages.Single(s => s.Contract == "IBlobSource").Providers);
    }

    [Theory]
    [InlineData("recursive", "Recursive:Overlap", "20", "recursive/2:300:characters:bare:2:20:headings")]
    [InlineData("structure", "Structure:RepeatTableHeaders", "false", "structure/1:300:characters:bare:2:0:rows")]
    [InlineData("sentencewindow", "SentenceWindow:Window", "5", "sentences/1:300:characters:bare:2:1:5")]
    [InlineData("semantic", "Semantic:MinSize", "100", "semantic/1:300:characters:bare:2:100:80:1:edify/hashing-v2")]
    [InlineData("page", "Page:MaxOccurrences", "2", "page/1:300:characters:bare:2")]
    public void Every_chunker_is_chosen_and_set_by_configuration(string provider, string key, string value, string fingerprint)
    {
        var section = key.Split(':')[0];
        using var services = new ServiceCollection().AddEdifyRag(Section(new()
        {
            ["EdifyRag:Chunking:Provider"] = provider,
            [$"EdifyRag:Chunking:{section}:Size"] = "300",
            [$"EdifyRag:Chunking:{section}:PrefixHeadings"] = "false",
            [$"EdifyRag:Chunking:{key}"] = value,
        })).BuildServiceProvider();

        Assert.Equal(fingerprint, services.GetRag<IChunker>().Fingerprint);
    }

    [Theory]
    [InlineData("EdifyRag:Storrage:Provider", "folder", "Storrage")]
    [InlineData("EdifyRag:Storage:Provider", "ftp", "ftp")]
    [InlineData("EdifyRag:Storage:Foldr:Path", "x", "Foldr")]
    public void A_setting_that_nothing_reads_is_an_error(string key, string value, string named)
    {
        var error = Assert.Throws<RagConfigurationException>(() => new ServiceCollection().AddEdifyRag(Section(new() { [key] = value })));
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_misspelt_option_is_an_error_when_it_is_read()
    {
        using var services = new ServiceCollection()
            .AddEdifyRag(Section(new() { ["EdifyRag:Chunking:Recursive:Sise"] = "500" })).BuildServiceProvider();
        var error = Assert.Throws<RagConfigurationException>(() => Options<RecursiveChunkerOptions>(services));
        Assert.StartsWith("The setting EdifyRag:Chunking:Recursive:Sise is unknown; instead of 'Sise' it may be ", error.Message, StringComparison.Ordinal);
        Assert.Contains("'Size'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Ingestion", "MaxFileByte")]
    [InlineData("Retrieval", "Topp")]
    public void A_misspelt_setting_of_a_flow_is_an_error_with_its_path(string section, string key)
    {
        using var services = new ServiceCollection().AddEdifyRag(Section(new() { [$"EdifyRag:{section}:{key}"] = "500" })).BuildServiceProvider();
        var error = Assert.Throws<RagConfigurationException>(services.GetRequiredService<IStartupValidator>().Validate);
        Assert.StartsWith($"The setting EdifyRag:{section}:{key} is unknown", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_with_a_wrong_option_does_not_start()
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddEdifyRag(rag => rag.ConfigureIngestion(o => o.BatchSize = 0));
        using var host = builder.Build();
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());
        Assert.Contains("BatchSize is 0", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Upper")]
    [InlineData("")]
    [InlineData("-a")]
    [InlineData("a/b")]
    public void A_collection_that_is_no_name_is_an_error(string name) =>
        Assert.True(new RagOptionsValidator().Validate(null, new() { Collection = name }).Failed);

    private static TOptions Options<TOptions>(IServiceProvider services) where TOptions : class =>
        services.GetRequiredService<IOptionsMonitor<TOptions>>().Get(RagServices.DefaultName);

    private static IConfigurationSection Section(Dictionary<string, string?> values) =>
        new ConfigurationBuilder().AddInMemoryCollection(values).Build().GetSection("EdifyRag");

    private sealed class Mortal(List<string> calls) : IAccessPolicy, IDisposable
    {
        public ValueTask<AccessScope> ResolveAsync(RagUser user, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public void Dispose() => calls.Add("ended");
    }

    private sealed class Spy(IAccessPolicy inner, string name, List<string> calls) : IAccessPolicy
    {
        public ValueTask<AccessScope> ResolveAsync(RagUser user, CancellationToken cancellationToken = default)
        {
            calls.Add(name);
            return inner.ResolveAsync(user, cancellationToken);
        }
    }
}
