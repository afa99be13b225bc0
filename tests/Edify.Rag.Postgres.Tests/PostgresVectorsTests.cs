using Edify.Rag.Postgres.Connection;
using Edify.Rag.Postgres.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Edify.Rag.Postgres.Tests;

public sealed class PostgresVectorsTests
{
    [Fact]
    [Trait("Needs", "postgres")]
    public async Task Configuration_puts_vectors_and_state_into_one_database()
    {
        await using var schema = new TestSchema();
        await using var services = Build(
            ("Vectors:Provider", "Postgres"), ("Vectors:Postgres:ConnectionString", schema.ConnectionString), ("Vectors:Postgres:Schema", schema.Name),
            ("Vectors:Postgres:Vectors:TextSearchConfiguration", "simple"), ("Vectors:Postgres:Vectors:Elements", "Half"), ("State:Provider", "Postgres"));
        var store = services.GetRequiredService<IVectorStore>();
        await store.EnsureCollectionAsync(new("documents", 4, "test:1", new Dictionary<string, FieldKind>()));
        await services.GetRequiredService<IIngestionLedger>().WriteAsync([new(new("t", "s", "n"), "e", 1)]);

        Assert.True(store.Capabilities.HasFlag(VectorStoreCapabilities.SharedWriters));
        Assert.Equal("simple Half", await schema.RunAsync("SELECT words || ' ' || elements FROM {schema}.collections"));
        Assert.Equal(1L, await schema.RunAsync("SELECT count(*) FROM {schema}.ledger"));
    }

    [Fact]
    public async Task One_verb_chooses_both_over_one_pool()
    {
        await using var services = new ServiceCollection()
            .AddEdifyRag(rag => rag.UsePostgres(o => o.ConnectionString = "Host=127.0.0.1;Port=1;Username=nobody"))
            .BuildServiceProvider();
        Assert.Equal("PostgresLedger", services.GetRequiredService<IIngestionLedger>().GetType().Name);
        Assert.Equal(["postgres"], services.GetRequiredService<IRagDoctor>().Description.Stages.Single(s => s.Contract == nameof(IVectorStore)).Providers);
        Assert.Single(services.GetKeyedServices<PostgresDatabase>(RagServices.DefaultName));
    }

    [Theory]
    [InlineData("Elements", "3", "Elements")]
    [InlineData("TextSearchConfiguration", "english'; DROP", "TextSearchConfiguration")]
    [InlineData("IndexFrom", "0", "IndexFrom")]
    [InlineData("M", "1", "M is 1")]
    [InlineData("EfConstruction", "31", "EfConstruction is 31; it must be between 32 and 1,000")]
    [InlineData("EfSearch", "1001", "EfSearch")]
    [InlineData("MaxScanTuples", "0", "MaxScanTuples")]
    public void Options_that_can_not_work_stop_the_start(string key, string value, string sentence)
    {
        using var services = Build(("Vectors:Provider", "Postgres"), ("Vectors:Postgres:ConnectionString", "Host=db;Password=hunter2"), ($"Vectors:Postgres:Vectors:{key}", value));
        var error = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());
        Assert.Contains(sentence, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_setting_that_is_misspelt_is_an_error()
    {
        using var services = Build(("Vectors:Provider", "Postgres"), ("Vectors:Postgres:ConnectionString", "Host=db"), ("Vectors:Postgres:Vectors:EfSerch", "40"));
        Assert.Contains("EfSerch", Assert.ThrowsAny<Exception>(() => services.GetRequiredService<IStartupValidator>().Validate()).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Needs", "postgres")]
    public async Task The_doctor_finds_the_store_healthy_and_says_what_is_wrong_when_it_is_not()
    {
        await using var schema = new TestSchema();
        using var directory = new TemporaryDirectory();
        await using var healthy = Services(schema.ConnectionString);
        Assert.Equal(RagHealth.Healthy, (await FindingAsync(healthy)).Health);

        await using var broken = Services("Host=127.0.0.1;Port=1;Username=nobody");
        var finding = await FindingAsync(broken);
        Assert.Equal(RagHealth.Broken, finding.Health);
        Assert.Contains("127.0.0.1", finding.Message, StringComparison.Ordinal);

        ServiceProvider Services(string connection) => new ServiceCollection()
            .AddEdifyRag(rag => rag.UseFolder(o => o.Path = directory.Path).UseStateDirectory(directory["state"]).UsePostgresVectors(o => (o.ConnectionString, o.Schema) = (connection, schema.Name)))
            .BuildServiceProvider();

        static async Task<RagFinding> FindingAsync(ServiceProvider services) =>
            (await services.GetRequiredService<IRagDoctor>().ExamineAsync(TestContext.Current.CancellationToken)).Single(f => f.Part == "vectors");
    }

    private static ServiceProvider Build(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create($"EdifyRag:{s.Key}", (string?)s.Value)))
            .Build();
        return new ServiceCollection().AddEdifyRag(configuration.GetSection("EdifyRag"), RagProvider.PostgresState, RagProvider.PostgresVectors).BuildServiceProvider();
    }
}
