using Edify.Rag.Postgres.Tests.Support;

namespace Edify.Rag.Postgres.Tests.Ledger;

[Trait("Needs", "postgres")]
public sealed class PostgresLedgerTests : IAsyncLifetime
{
    private static readonly LedgerEntry Entry = new(new("t", "s", "n"), "e", 1);

    private readonly TestSchema _schema = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _schema.DisposeAsync();

    [Fact]
    public async Task A_status_of_a_newer_program_is_not_a_success()
    {
        var ledger = _schema.Ledger();
        await ledger.WriteAsync([Entry]);
        await _schema.RunAsync("UPDATE {schema}.ledger SET status = 'Transmogrified'");
        Assert.Equal(LedgerStatus.Failed, (await ledger.FindAsync(Entry.Key))!.Status);
    }

    [Fact]
    public async Task A_reason_with_what_can_not_be_stored_is_mended()
    {
        var ledger = _schema.Ledger();
        await ledger.WriteAsync([Entry with { Reason = "bad\0byte \uD83D" }]);
        Assert.Equal("bad\uFFFDbyte \uFFFD", (await ledger.FindAsync(Entry.Key))!.Reason);
    }

    [Fact]
    public async Task A_group_with_a_name_that_can_not_be_stored_is_refused_whole()
    {
        var ledger = _schema.Ledger();
        await Assert.ThrowsAsync<ArgumentException>(async () => await ledger.WriteAsync([Entry, new(new("t", "s", "a\0b"), "e", 1)]));
        Assert.Empty(await ledger.ListAsync("t").ToListAsync());
    }

    [Fact]
    public async Task Times_of_any_offset_are_kept_as_the_same_moment()
    {
        var ledger = _schema.Ledger();
        var at = new DateTimeOffset(2026, 11, 21, 9, 30, 0, TimeSpan.FromHours(5.5));
        await ledger.WriteAsync([Entry with { ProcessedAt = at }]);
        Assert.Equal(at, (await ledger.FindAsync(Entry.Key))!.ProcessedAt);
    }
}
