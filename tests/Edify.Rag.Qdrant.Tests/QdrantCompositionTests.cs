using Edify.Rag.Qdrant.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Edify.Rag.Qdrant.Tests;

public sealed class QdrantCompositionTests
{
    [Fact]
    public async Task Configuration_puts_vectors_into_qdrant()
    {
        await using var qdrant = await TestQdrant.StartAsync(new() { ApiKey = "s3cret" });
        await using var services = Build(
            ("Endpoint", qdrant.Server.Address.ToString()), ("ApiKey", "s3cret"), ("Timeout", "00:00:20"), ("Collections:Quantization", "Binary"), ("Collections:HnswM", "8"));
        var store = services.GetRequiredService<IVectorStore>();
        await store.EnsureCollectionAsync(new("documents", 4, "test:1", new Dictionary<string, FieldKind>()));

        Assert.True(store.Capabilities.HasFlag(VectorStoreCapabilities.SharedWriters));
        Assert.Equal("test:1", (await qdrant.Store().GetCollectionAsync("documents"))!.Embedder);
        Assert.Empty(await services.GetRag<IQdrantSnapshots>().ListAsync("documents"));
    }

    [Fact]
    public async Task The_doctor_finds_the_store_healthy_and_says_what_is_wrong_when_it_is_not()
    {
        await using var qdrant = await TestQdrant.StartAsync();
        using var directory = new TemporaryDirectory();
        Assert.Equal(RagHealth.Healthy, (await FindingAsync(qdrant.Server.Address)).Health);
        var finding = await FindingAsync(new("http://127.0.0.1:1"));
        Assert.Equal(RagHealth.Broken, finding.Health);
        Assert.Contains("127.0.0.1:1", finding.Message, StringComparison.Ordinal);

        async Task<RagFinding> FindingAsync(Uri endpoint)
        {
            await using var services = new ServiceCollection()
                .AddEdifyRag(rag => rag.UseFolder(o => o.Path = directory.Path).UseStateDirectory(directory["state"]).UseQdrant(o => (o.Endpoint, o.MaxRetries) = (endpoint, 0)))
                .BuildServiceProvider();
            return (await services.GetRequiredService<IRagDoctor>().ExamineAsync(TestContext.Current.CancellationToken)).Single(f => f.Part == "vectors");
        }
    }

    [Theory]
    [InlineData("Endpoint", "ftp://host", "no http or https address")]
    [InlineData("Endpoint", "http://user:hunter2@host:6333", "has a user in it")]
    [InlineData("Endpoint", "http://host:6333/?api-key=hunter2", "query")]
    [InlineData("ApiKey", "hunter2\n", "ApiKey")]
    [InlineData("Timeout", "00:00:00.5", "Timeout")]
    [InlineData("MaxRetries", "21", "MaxRetries is 21; it must be between 0 and 20")]
    [InlineData("MaxRetryDelay", "01:00:00", "MaxRetryDelay")]
    [InlineData("CertificateAuthorityFile", "/nowhere/ca.pem", "CertificateAuthorityFile")]
    [InlineData("MaxRequestBytes", "1000", "MaxRequestBytes")]
    [InlineData("AverageWords", "0", "AverageWords")]
    [InlineData("SearchEf", "0", "SearchEf")]
    [InlineData("ReadConsistency", "7", "ReadConsistency")]
    [InlineData("Collections:Shards", "0", "Collections.Shards")]
    [InlineData("Collections:Quantization", "9", "Quantization")]
    public void Options_that_can_not_work_stop_the_start(string key, string value, string sentence)
    {
        using var services = Build((key, value));
        var error = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());
        Assert.Contains(sentence, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_setting_that_is_misspelt_is_an_error()
    {
        using var services = Build(("Endpont", "http://host:6333"));
        Assert.Contains("Endpont", Assert.ThrowsAny<Exception>(() => services.GetRequiredService<IStartupValidator>().Validate()).ToString(), StringComparison.Ordinal);
    }

    private static ServiceProvider Build(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Prepend((Key: "", Value: "")).Select(s => s.Key.Length == 0
                ? KeyValuePair.Create("EdifyRag:Vectors:Provider", (string?)"Qdrant")
                : KeyValuePair.Create($"EdifyRag:Vectors:Qdrant:{s.Key}", (string?)s.Value)))
            .Build();
        return new ServiceCollection().AddEdifyRag(configuration.GetSection("EdifyRag"), RagProvider.Qdrant).BuildServiceProvider();
    }
}
