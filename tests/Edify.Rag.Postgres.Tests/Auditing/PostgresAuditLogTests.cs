using Edify.Rag.Postgres.Auditing;
using Edify.Rag.Postgres.Tests.Support;
using Npgsql;

namespace Edify.Rag.Postgres.Tests.Auditing;

[Trait("Needs", "postgres")]
public sealed class PostgresAuditLogTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private readonly TestSchema _schema = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _schema.DisposeAsync();

    [Theory]
    [InlineData("UPDATE {schema}.audit_records SET entry = '{}' WHERE number = 2")]
    [InlineData("DELETE FROM {schema}.audit_records WHERE number = 3")]
    [InlineData("TRUNCATE {schema}.audit_records")]
    [InlineData("UPDATE {schema}.audit_head SET number = 1")]
    [InlineData("DELETE FROM {schema}.audit_head")]
    public async Task The_database_refuses_what_would_change_the_log(string sql)
    {
        await FillAsync(3);
        var error = await Assert.ThrowsAsync<PostgresException>(() => _schema.RunAsync(sql));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, error.SqlState);
        Assert.True((await Log().VerifyAsync()).IsIntact);
    }

    [Theory]
    [InlineData("UPDATE {schema}.audit_records SET entry = replace(entry, 'user-2', 'user-9') WHERE number = 2", 2, AuditDefectKind.Altered)]
    [InlineData("UPDATE {schema}.audit_records SET hash = sha256('x') WHERE number = 3", 3, AuditDefectKind.Altered)]
    [InlineData("DELETE FROM {schema}.audit_records WHERE number = 3", 3, AuditDefectKind.Missing)]
    [InlineData("DELETE FROM {schema}.audit_records WHERE number >= 4", 4, AuditDefectKind.Truncated)]
    [InlineData("DELETE FROM {schema}.audit_records WHERE number = 1", 1, AuditDefectKind.Missing)]
    [InlineData("UPDATE {schema}.audit_head SET number = 4", 6, AuditDefectKind.HeadDamaged)]
    [InlineData("DELETE FROM {schema}.audit_head", 6, AuditDefectKind.HeadDamaged)]
    [InlineData("UPDATE {schema}.audit_head SET pruned = 2; DELETE FROM {schema}.audit_records WHERE number <= 2", 1, AuditDefectKind.AnchorDamaged)]
    public async Task What_an_administrator_changes_without_the_triggers_is_found_at_its_record(string sql, long number, AuditDefectKind kind)
    {
        await FillAsync(5);
        await _schema.RunAsync("SET session_replication_role = replica; " + sql);
        var found = await Log().VerifyAsync();
        Assert.Equal((number, kind), (found.Defects[0].Number, found.Defects[0].Kind));
    }

    [Fact]
    public async Task A_log_whose_head_was_changed_takes_no_more()
    {
        await FillAsync(2);
        await _schema.RunAsync("SET session_replication_role = replica; UPDATE {schema}.audit_head SET number = 1");
        var error = await Assert.ThrowsAsync<RagStateException>(() => Log().AppendAsync(Entry("late")).AsTask());
        Assert.Contains("audit verify", error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<RagStateException>(() => _schema.Audit(new BytesKey(9)).AppendAsync(Entry("late")).AsTask());
    }

    [Fact]
    public async Task A_role_with_the_scripts_grants_may_do_everything()
    {
        await using var role = new TestRole(_schema);
        await role.CreateAsync();
        await _schema.RunAsync(PostgresSchema.Script(_schema.Name, role.Name));
        var log = new PostgresAuditLog(_schema.Open(o => o.ConnectionString = role.ConnectionString), new BytesKey(7), TimeProvider.System);
        for (var i = 0; i < 3; i++) await log.AppendAsync(Entry($"user-{i}") with { Text = "q", KeepsText = true });
        Assert.Equal(2, await log.PruneAsync(Noon.AddDays(1)));
        Assert.Equal(3, await log.ForgetTextsAsync("school-1", null) + await log.ForgetTextsAsync("school-1", "user-0"));
        Assert.True((await log.VerifyAsync()).IsIntact);
    }

    private static AuditEntry Entry(string subject) => new(Noon, "school-1", subject, "ask");

    private PostgresAuditLog Log() => _schema.Audit(new BytesKey(7));

    private async Task FillAsync(int count)
    {
        var log = Log();
        for (var i = 1; i <= count; i++) await log.AppendAsync(Entry($"user-{i}"));
    }

    private sealed class BytesKey(byte value) : IAuditKey
    {
        public ValueTask<ReadOnlyMemory<byte>> ReadAsync(CancellationToken cancellationToken = default) => new(Enumerable.Repeat(value, 32).ToArray());
    }
}
