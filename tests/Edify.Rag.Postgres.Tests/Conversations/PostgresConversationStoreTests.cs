using Edify.Rag.Postgres.Conversations;
using Edify.Rag.Postgres.Tests.Support;

namespace Edify.Rag.Postgres.Tests.Conversations;

[Trait("Needs", "postgres")]
public sealed class PostgresConversationStoreTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly RagUser Asha = new("asha", "school-1");

    private readonly TestSchema _schema = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _schema.DisposeAsync();

    [Fact]
    public async Task No_row_of_a_deleted_conversation_stays()
    {
        var store = _schema.Conversations();
        await store.AppendAsync(Asha, "c", Turn("zebra"));
        await store.AppendAsync(Asha, "c", Turn("again"));
        Assert.True(await store.DeleteAsync(Asha, "c"));
        Assert.Equal(0L, await _schema.RunAsync("SELECT count(*) FROM {schema}.conversations"));
        Assert.Equal(0L, await _schema.RunAsync("SELECT count(*) FROM {schema}.conversation_turns"));
    }

    [Fact]
    public async Task Machines_that_prune_at_one_time_delete_each_conversation_once()
    {
        var store = _schema.Conversations();
        await store.AppendAsync(Asha, "kept", Turn("q") with { AskedAt = Noon.AddDays(1) });
        await _schema.RunAsync(
            "INSERT INTO {schema}.conversations (owner, id, tenant, user_id, title, started, last_used, turns) " +
            "SELECT 'o' || n, 'c', 't', 'u', 'q', '2025-01-01', '2025-01-01', 1 FROM generate_series(1, 1700) n");
        var gone = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _schema.Conversations().PruneAsync(Noon.AddHours(1))));
        Assert.Equal(1700, gone.Sum());
    }

    [Fact]
    public async Task A_user_whose_names_postgres_can_not_store_has_conversations_all_the_same()
    {
        var store = _schema.Conversations();
        var odd = new RagUser("a\0b\ud83d", "t\0");
        await store.AppendAsync(odd, "c", Turn("q\ud83d"));
        Assert.Equal("c", Assert.Single(await store.ListAsync(odd).ToListAsync()).Id);
        Assert.Null(await store.FindAsync(new("a\ufffdb\ufffd", "t\ufffd"), "c"));
    }

    [Fact]
    public async Task A_role_with_the_scripts_grants_may_do_everything()
    {
        await using var role = new TestRole(_schema);
        await role.CreateAsync();
        await _schema.RunAsync(PostgresSchema.Script(_schema.Name, role.Name));
        var store = new PostgresConversationStore(_schema.Open(o => o.ConnectionString = role.ConnectionString));
        var turn = Turn("q");
        await store.AppendAsync(Asha, "c", turn);
        Assert.True(await store.RateAsync(Asha, "c", turn.Id, new(5, Noon)));
        Assert.True(await store.SummarizeAsync(Asha, "c", new("short", 1, "s")));
        Assert.Single(await store.ReadAsync(Asha, "c"));
        Assert.Equal(1, await store.PruneAsync(Noon.AddDays(1)));
    }

    private static ConversationTurn Turn(string question) => new(Guid.NewGuid(), Noon, question, new Answer($"About {question}.", AnswerOutcome.Answered, []));
}
