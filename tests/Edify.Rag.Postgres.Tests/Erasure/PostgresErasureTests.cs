using System.Text;
using Edify.Rag.Postgres.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Edify.Rag.Postgres.Tests.Erasure;

[Trait("Needs", "postgres")]
public sealed class PostgresErasureTests : IAsyncLifetime
{
    private const string Marker = "zorblatquin";
    private const string Tenant = "greenfield";
    private const string Name = $"users/asha/raw_data/s1/Art/{Marker}/diary.txt";

    private readonly TestSchema _schema = new();
    private readonly TemporaryDirectory _state = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _schema.DisposeAsync();
        _state.Dispose();
    }

    [Fact]
    public async Task After_an_erasure_no_row_of_any_table_holds_the_pupils_text()
    {
        var pupil = new RagUser("asha", Tenant) { Roles = ["student"], Grades = ["5"] };
        var teacher = new RagUser("ms-rao", Tenant) { Roles = ["admin"] };
        await using var services = new ServiceCollection().AddEdifyRag(rag => rag
            .UseInMemoryBlobs().UseStateDirectory(_state.Path).UsePostgres(o => (o.ConnectionString, o.Schema) = (_schema.ConnectionString, _schema.Name)).WithAudit(o => o.KeepQuestions = true)).BuildServiceProvider();
        var blobs = services.GetRag<IBlobStore>();
        await blobs.UploadAsync(Name, Text($"My diary. The {Marker} is the name of my secret dragon, who eats moss in the morning."));
        await blobs.UploadAsync("General/bell.txt", Text("The first bell rings at eight o'clock in the morning."));
        await services.GetRag<IIngestionPipeline>().RunAsync(new(Tenant));
        await services.GetRag<IJobQueue>().EnqueueAsync([new(Tenant, "ingest", Name, $"{{\"name\":\"{Name}\"}}"), new(Tenant, "ingest", "General/bell.txt", "{}")]);
        var assistant = services.GetRag<IRagAssistant>();
        await assistant.AskAsync(new($"What does the {Marker} eat?", pupil));
        await assistant.AskAsync(new("What does the secret dragon eat?", teacher));
        await assistant.AskAsync(new("When does the first bell ring?", teacher));
        var before = await TablesWithAsync(Marker);
        Assert.Superset(new HashSet<string> { "audit_texts", "conversation_turns", "conversations", "jobs", "ledger" }, before.ToHashSet());
        Assert.True(before.Count > 5, "The table of vectors has it, too.");

        var report = await services.GetRag<IErasure>().EraseAsync(ErasureRequest.OfUser(Tenant, "asha"));
        Assert.Empty(await TablesWithAsync(Marker));
        Assert.DoesNotContain(Directory.EnumerateFiles(_state.Path, "*", SearchOption.AllDirectories), f => File.ReadAllText(f).Contains(Marker, StringComparison.OrdinalIgnoreCase));
        Assert.Equal(Name, Assert.Single(report.Order.Documents).Name);
        Assert.True((await services.GetRag<IAuditLog>().VerifyAsync(report.Certificate.Mark)).IsIntact);
        Assert.Contains("eight", (await assistant.AskAsync(new("When does the first bell ring?", teacher))).Text, StringComparison.Ordinal);
        Assert.Equal(1, (await services.GetRag<IJobQueue>().CountAsync()).Waiting);
    }

    [Fact]
    public async Task A_tenant_leaves_no_row_with_its_texts()
    {
        await using var services = new ServiceCollection().AddEdifyRag(rag => rag
            .UseInMemoryBlobs().UseStateDirectory(_state.Path).UsePostgres(o => (o.ConnectionString, o.Schema) = (_schema.ConnectionString, _schema.Name)).WithAudit(o => o.KeepQuestions = true)).BuildServiceProvider();
        await services.GetRag<IBlobStore>().UploadAsync(Name, Text($"The {Marker} eats moss in the morning."));
        await services.GetRag<IIngestionPipeline>().RunAsync(new(Tenant));
        await services.GetRag<IRagAssistant>().AskAsync(new($"What does the {Marker} eat?", new("head", Tenant) { Roles = ["admin"] }));
        Assert.NotEmpty(await TablesWithAsync(Marker));
        await services.GetRag<IErasure>().EraseAsync(ErasureRequest.OfTenant(Tenant));
        Assert.Empty(await TablesWithAsync(Marker));
    }

    private static MemoryStream Text(string text) => new(Encoding.UTF8.GetBytes(text));

    /// <summary>The tables of the schema with a row that has the text in any column, as text or as bytes.</summary>
    private async Task<IReadOnlyList<string>> TablesWithAsync(string text)
    {
        await using var connection = new NpgsqlConnection(_schema.ConnectionString);
        await connection.OpenAsync();
        var tables = new List<string>();
        await using (var command = new NpgsqlCommand("SELECT table_name::text FROM information_schema.tables WHERE table_schema = $1 AND table_type = 'BASE TABLE'", connection) { Parameters = { new() { Value = _schema.Name } } })
        await using (var rows = await command.ExecuteReaderAsync())
        {
            while (await rows.ReadAsync()) tables.Add(rows.GetString(0));
        }

        var found = new List<string>();
        foreach (var table in tables)
        {
            // A row as text shows columns of bytes in hexadecimal digits.
            var hex = Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text));
            await using var command = new NpgsqlCommand($"SELECT count(*) FROM \"{_schema.Name}\".\"{table}\" t WHERE t::text ILIKE $1 OR t::text LIKE $2", connection)
            {
                Parameters = { new() { Value = $"%{text}%" }, new() { Value = $"%{hex}%" } },
            };
            if ((long)(await command.ExecuteScalarAsync())! > 0) found.Add(table);
        }

        return found;
    }
}
