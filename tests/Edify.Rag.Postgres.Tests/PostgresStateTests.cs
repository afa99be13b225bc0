using Edify.Rag.Postgres.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Edify.Rag.Postgres.Tests;

public sealed class PostgresStateTests
{
    [Fact]
    [Trait("Needs", "postgres")]
    public async Task Configuration_puts_ledger_and_queue_into_the_database()
    {
        await using var schema = new TestSchema();
        await using var services = Build(
            ("State:Provider", "Postgres"), ("State:Postgres:ConnectionString", schema.ConnectionString),
            ("State:Postgres:Schema", schema.Name), ("State:Postgres:CommandTimeout", "00:00:10"));
        await services.GetRequiredService<IIngestionLedger>().WriteAsync([new(new("t", "s", "n"), "e", 1)]);
        await services.GetRequiredService<IJobQueue>().EnqueueAsync([new("t", "ingest", "n", "")]);
        Assert.Same(services.GetRequiredService<IIngestionLedger>(), services.GetRequiredService<IFencedIngestionLedger>());
        Assert.Equal(1L, await schema.RunAsync("SELECT count(*) FROM {schema}.ledger"));
        Assert.Equal(1L, await schema.RunAsync("SELECT count(*) FROM {schema}.jobs"));
    }

    [Fact]
    [Trait("Needs", "postgres")]
    public async Task Pipelines_side_by_side_have_state_of_their_own()
    {
        await using var schema = new TestSchema();
        await using var other = new TestSchema();
        await using var services = new ServiceCollection()
            .AddEdifyRag(rag => rag.UsePostgresState(o => (o.ConnectionString, o.Schema) = (schema.ConnectionString, schema.Name)))
            .AddEdifyRag("sop", rag => rag.UsePostgresState(o => (o.ConnectionString, o.Schema) = (other.ConnectionString, other.Name)))
            .BuildServiceProvider();
        var entry = new LedgerEntry(new("t", "s", "n"), "e", 1);
        await services.GetRag<IIngestionLedger>("sop").WriteAsync([entry]);
        Assert.Null(await services.GetRag<IIngestionLedger>().FindAsync(entry.Key));
    }

    [Fact]
    public void Without_a_choice_state_is_embedded()
    {
        using var services = Build(("State:Provider", "Embedded"));
        Assert.Equal("FileLedger", services.GetRequiredService<IIngestionLedger>().GetType().Name);
        using var unconfigured = Build();
        Assert.Equal("FileLedger", unconfigured.GetRequiredService<IIngestionLedger>().GetType().Name);
    }

    [Fact]
    public void Options_that_can_not_work_stop_the_start_and_show_no_secret()
    {
        using var services = Build(("State:Provider", "Postgres"), ("State:Postgres:ConnectionString", "Host=db;Passwort=hunter2"));
        var error = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());
        Assert.Contains("ConnectionString", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_setting_that_is_misspelt_is_an_error()
    {
        using var services = Build(("State:Provider", "Postgres"), ("State:Postgres:ConectionString", "Host=db;Password=hunter2"));
        var error = Assert.ThrowsAny<Exception>(() => services.GetRequiredService<IStartupValidator>().Validate());
        Assert.Contains("ConectionString", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal);
    }

    private static ServiceProvider Build(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create($"EdifyRag:{s.Key}", (string?)s.Value)))
            .Build();
        return new ServiceCollection().AddEdifyRag(configuration.GetSection("EdifyRag"), RagProvider.PostgresState).BuildServiceProvider();
    }
}
