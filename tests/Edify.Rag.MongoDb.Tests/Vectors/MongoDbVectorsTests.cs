using Edify.Rag.MongoDb.Client;
using Edify.Rag.MongoDb.Server.Serving;
using Edify.Rag.MongoDb.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Edify.Rag.MongoDb.Tests.Vectors;

public sealed class MongoDbVectorsTests
{
    [Fact]
    public async Task Configuration_puts_vectors_into_a_database()
    {
        await using var server = new MongoDouble();
        await using var services = Build(
            ("Vectors:Provider", "MongoDb"), ("Vectors:MongoDb:ConnectionString", server.ConnectionString), ("Vectors:MongoDb:Database", "schools"), ("Vectors:MongoDb:Prefix", "rag"),
            ("Vectors:MongoDb:TextLanguage", "none"));
        var store = services.GetRequiredService<IVectorStore>();
        await store.EnsureCollectionAsync(TestStore.Definition());

        Assert.True(store.Capabilities.HasFlag(VectorStoreCapabilities.SharedWriters));
        Assert.Equal(["rag.collections", "rag.school.1.embeddings"], server.Locked(data => data.Collections("schools").ToList()));
        services.GetRequiredService<IStartupValidator>().Validate();
    }

    [Fact]
    public async Task The_database_is_that_of_the_connection_string_where_none_is_set()
    {
        await using var server = new MongoDouble();
        await using var services = new ServiceCollection().AddEdifyRag(rag => rag.UseMongoDb(o => o.ConnectionString = $"mongodb://{server.Members[0].Address}/campus")).BuildServiceProvider();

        await services.GetRequiredService<IVectorStore>().EnsureCollectionAsync(TestStore.Definition());

        Assert.NotEmpty(server.Locked(data => data.Collections("campus").ToList()));
    }

    [Fact]
    public async Task A_channel_of_the_host_needs_no_connection_string()
    {
        await using var server = new MongoDouble();
        await using var client = new MongoClient(server.ConnectionString, TimeProvider.System, NullLogger.Instance);
        await using var services = new ServiceCollection().AddEdifyRag(rag => rag.UseMongoDb(_ => client, o => o.Database = "own")).BuildServiceProvider();
        services.GetRequiredService<IStartupValidator>().Validate();

        await services.GetRequiredService<IVectorStore>().EnsureCollectionAsync(TestStore.Definition());

        Assert.NotEmpty(server.Locked(data => data.Collections("own").ToList()));
    }

    [Theory]
    [InlineData("ConnectionString", "", "is blank")]
    [InlineData("ConnectionString", "mongodb://u:hunter2@h:99999", "host that is none")]
    [InlineData("ConnectionString", "http://hunter2", "does not begin with")]
    [InlineData("Database", "a/b", "Database is no name")]
    [InlineData("Prefix", "Edify", "Prefix 'Edify'")]
    [InlineData("CommandTimeout", "00:00:00", "CommandTimeout is")]
    [InlineData("VectorFormat", "3", "Array or Binary")]
    [InlineData("Search", "7", "Auto, Atlas or Exact")]
    [InlineData("CandidateFactor", "0", "CandidateFactor is 0")]
    [InlineData("SearchIndexTimeout", "02:00:00", "SearchIndexTimeout is")]
    [InlineData("TextLanguage", "klingon", "is not known")]
    public void Options_that_can_not_work_stop_the_start(string key, string value, string sentence)
    {
        using var services = Build(("Vectors:Provider", "MongoDb"), ("Vectors:MongoDb:ConnectionString", "mongodb://u:hunter2@db"), ($"Vectors:MongoDb:{key}", value));
        var error = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());
        Assert.Contains(sentence, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mongodb://h", "mongodb://h/?tlsCAFile=%2Fca.pem")]
    [InlineData("mongodb://u:p@h/db", "mongodb://u:p@h/db?tlsCAFile=%2Fca.pem")]
    [InlineData("mongodb://h/?w=1", "mongodb://h/?w=1&tlsCAFile=%2Fca.pem")]
    [InlineData("mongodb://h/db?", "mongodb://h/db?tlsCAFile=%2Fca.pem")]
    public void A_file_of_authorities_joins_the_connection_string(string given, string expected)
    {
        Assert.Equal(expected, CaFileOption.Apply(given, "/ca.pem"));
        Assert.Equal("/ca.pem", ConnectionString.Parse(expected).Tls!.AuthoritiesFile);
    }

    [Theory]
    [InlineData("mongodb://h/?tls=false", "switches TLS off")]
    [InlineData("mongodb://h/?tlsCAFile=x", "both set")]
    public void A_file_of_authorities_that_contradicts_is_refused(string connection, string sentence)
    {
        using var services = Build(("Vectors:Provider", "MongoDb"), ("Vectors:MongoDb:ConnectionString", connection), ("Vectors:MongoDb:CaFile", "/ca.pem"));
        Assert.Contains(sentence, Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_setting_that_is_misspelt_is_an_error()
    {
        using var services = Build(("Vectors:Provider", "MongoDb"), ("Vectors:MongoDb:ConnectionString", "mongodb://h"), ("Vectors:MongoDb:Databse", "x"));
        Assert.Contains("Databse", Assert.ThrowsAny<Exception>(() => services.GetRequiredService<IStartupValidator>().Validate()).ToString(), StringComparison.Ordinal);
    }

    private static ServiceProvider Build(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder();
        foreach (var (key, value) in settings) configuration.AddInMemoryCollection([KeyValuePair.Create($"EdifyRag:{key}", (string?)value)]);
        return new ServiceCollection().AddEdifyRag(configuration.Build().GetSection("EdifyRag"), RagProvider.MongoDb).BuildServiceProvider();
    }
}
