using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Edify.Rag.Postgres.Connection;
using Edify.Rag.Shared.Auditing;
using Npgsql;
using NpgsqlTypes;

namespace Edify.Rag.Postgres.Auditing;

/// <summary>The audit as tables, for any number of machines: one chain, which who appends continues while it holds the head's row.</summary>
/// <remarks>Triggers refuse what would change it; whoever switches them off is found by the hashes and signatures.</remarks>
internal sealed class PostgresAuditLog : IAuditLog
{
    private const int MaxGroup = 500;
    private const int PageSize = 500;

    private readonly PostgresDatabase _database;
    private readonly IAuditKey _key;
    private readonly TimeProvider _time;
    private readonly AuditStatements _sql;
    private readonly GroupCommit<AuditEntry, AuditRecord> _commits;
    private AuditSeal? _seal;

    public PostgresAuditLog(PostgresDatabase database, IAuditKey key, TimeProvider time)
    {
        (_database, _key, _time, _sql) = (database, key, time, new(database.Schema));
        _commits = new(AppendAsync, MaxGroup);
    }

    public async ValueTask<AuditRecord> AppendAsync(AuditEntry entry, CancellationToken cancellationToken = default)
    {
        AuditBody.Check(entry);
        cancellationToken.ThrowIfCancellationRequested();
        return await _commits.WriteAsync(entry, cancellationToken).ConfigureAwait(false);
    }

    public async IAsyncEnumerable<AuditRecord> ReadAsync(AuditQuery? query = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        query ??= new();
        await foreach (var page in PagesAsync(0, query, cancellationToken).ConfigureAwait(false))
        {
            var decoded = page.ConvertAll(line => (Line: line, Said: AuditRows.Decode(line)));
            var texts = await TextsAsync([.. decoded.Where(d => d.Said.TextId is not null).Select(d => d.Said.TextId!.Value)], cancellationToken).ConfigureAwait(false);
            foreach (var (line, (entry, text)) in decoded)
            {
                cancellationToken.ThrowIfCancellationRequested();

                // The columns are for the search; what was hashed is what counts.
                if (!query.Wants(entry)) continue;
                yield return line.ToRecord(text is { } id ? entry with { Text = texts.GetValueOrDefault(id), KeepsText = true } : entry);
            }
        }
    }

    public async Task<AuditVerification> VerifyAsync(AuditMark? known = null, CancellationToken cancellationToken = default)
    {
        var seal = await SealAsync(cancellationToken).ConfigureAwait(false);

        // First the head: what is appended meanwhile lies behind it.
        var heads = await _database.ExecuteAsync((connection, token) => connection.Command(_sql.ReadHead).ReadAsync(AuditHeadRow.Read, token), cancellationToken).ConfigureAwait(false);
        var inspection = new TableInspection(heads.Count == 0 ? null : heads[0], seal, known);
        await foreach (var page in PagesAsync(0, new(), cancellationToken).ConfigureAwait(false))
        {
            if (!inspection.Take(page)) break;
        }

        return inspection.End();
    }

    public async Task<long> PruneAsync(DateTimeOffset before, CancellationToken cancellationToken = default)
    {
        var at = before.ToUniversalTime();
        if (await FindOldAsync(at, cancellationToken).ConfigureAwait(false) is not { } old) return 0;
        var entry = new AuditEntry(_time.GetUtcNow(), string.Empty, "system: retention", AuditActions.Prune)
        {
            Details = new Dictionary<string, string> { ["until"] = old.Number.ToString(CultureInfo.InvariantCulture), ["hash"] = Convert.ToHexStringLower(old.Hash) },
        };

        // Told before it is done: what is gone is accounted for by a record that stays.
        await AppendAsync(entry, cancellationToken).ConfigureAwait(false);
        var seal = await SealAsync(cancellationToken).ConfigureAwait(false);
        return await _database.TransactAsync(
            async (connection, token) =>
            {
                await connection.Command(_sql.HoldHead).ReadAsync(AuditHeadRow.Read, token).ConfigureAwait(false);
                await connection.Command(_sql.MoveAnchor, NpgsqlCommands.Value(old.Number), NpgsqlCommands.Value(old.Hash), NpgsqlCommands.Value(seal.SignAnchor(old.Number, old.Hash))).RunAsync(token).ConfigureAwait(false);
                return await connection.Command(_sql.DeleteOld, NpgsqlCommands.Value(old.Number)).RunAsync(token).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
    }

    public async Task<int> ForgetTextsAsync(string tenant, string? subject, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        return await _database.ExecuteAsync(
            (connection, token) => (subject is null
                ? connection.Command(_sql.ForgetTenant, NpgsqlCommands.Value(AuditRows.PlaceOf(tenant)))
                : connection.Command(_sql.ForgetUser, NpgsqlCommands.Value(AuditRows.OwnerOf(tenant, subject)))).RunAsync(token),
            cancellationToken).ConfigureAwait(false);
    }

    public async Task<int> PruneTextsAsync(DateTimeOffset before, CancellationToken cancellationToken = default) => await _database.ExecuteAsync(
        (connection, token) => connection.Command(_sql.PruneTexts, NpgsqlCommands.Value(before.ToUniversalTime())).RunAsync(token), cancellationToken).ConfigureAwait(false);

    private async Task<IReadOnlyList<AuditRecord>> AppendAsync(IReadOnlyList<AuditEntry> entries)
    {
        var seal = await SealAsync(CancellationToken.None).ConfigureAwait(false);
        var kept = entries.Select(entry => entry is { KeepsText: true, Text: not null } ? Guid.NewGuid() : (Guid?)null).ToList();
        return await _database.TransactAsync(
            async (connection, token) =>
            {
                var head = await HoldHeadAsync(connection, seal, token).ConfigureAwait(false);
                var lines = new List<AuditLine>(entries.Count);
                for (var i = 0; i < entries.Count; i++)
                {
                    var (number, hash) = i == 0 ? (head.Number, head.Hash) : (lines[^1].Number, lines[^1].Hash);
                    lines.Add(AuditLine.After(number, hash, AuditBody.Encode(entries[i], seal, kept[i]), seal));
                }

                var texts = entries.Select((entry, i) => (Id: kept[i], Entry: entry)).Where(text => text.Id is not null).Select(text => (text.Id!.Value, text.Entry)).ToList();
                if (texts.Count > 0) await connection.Command(_sql.KeepText, AuditRows.Texts(texts)).RunAsync(token).ConfigureAwait(false);
                await connection.Command(_sql.Append, AuditRows.Records(lines, entries)).RunAsync(token).ConfigureAwait(false);
                var (last, end) = (lines[^1].Number, lines[^1].Hash);
                await connection.Command(_sql.MoveHead, NpgsqlCommands.Value(last), NpgsqlCommands.Value(end), NpgsqlCommands.Value(seal.SignHead(last, end))).RunAsync(token).ConfigureAwait(false);
                return (IReadOnlyList<AuditRecord>)[.. lines.Select((line, i) => line.ToRecord(entries[i]))];
            },
            CancellationToken.None).ConfigureAwait(false);
    }

    private async Task<AuditHeadRow> HoldHeadAsync(NpgsqlConnection connection, AuditSeal seal, CancellationToken cancellationToken)
    {
        while (true)
        {
            var heads = await connection.Command(_sql.HoldHead).ReadAsync(AuditHeadRow.Read, cancellationToken).ConfigureAwait(false);
            if (heads.Count > 0)
            {
                return heads[0].IsSigned(seal) ? heads[0] : throw new RagStateException(
                    _database.Place.ToString(),
                    $"The audit at {_database.Place} was tampered with or is of another key: its head is not signed with this one. Nothing that has to be audited is done until " +
                    "this is looked into: 'edify-rag audit verify' tells what is wrong.");
            }

            await connection.Command(_sql.MakeHead, NpgsqlCommands.Value(AuditSeal.Origin), NpgsqlCommands.Value(seal.SignHead(0, AuditSeal.Origin))).RunAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async IAsyncEnumerable<List<AuditLine>> PagesAsync(long after, AuditQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            var from = after;
            var page = await _database.ExecuteAsync(
                (connection, token) => connection.Command(
                    _sql.Read,
                    NpgsqlCommands.Value(from),
                    NpgsqlCommands.Optional(query.Tenant is { } tenant ? PostgresText.Readable(tenant) : null, NpgsqlDbType.Text),
                    NpgsqlCommands.Optional(query.From?.ToUniversalTime(), NpgsqlDbType.TimestampTz),
                    NpgsqlCommands.Optional(query.To?.ToUniversalTime(), NpgsqlDbType.TimestampTz),
                    NpgsqlCommands.Value(PageSize)).ReadAsync(AuditRows.Read, token),
                cancellationToken).ConfigureAwait(false);
            if (page.Count > 0) yield return page;
            if (page.Count < PageSize) yield break;
            after = page[^1].Number;
        }
    }

    private async Task<Dictionary<Guid, string>> TextsAsync(Guid[] ids, CancellationToken cancellationToken)
    {
        if (ids.Length == 0) return [];
        var texts = await _database.ExecuteAsync(
            (connection, token) => connection.Command(_sql.ReadTexts, NpgsqlCommands.Value(ids)).ReadAsync(row => (row.GetGuid(0), Encoding.UTF8.GetString(row.GetFieldValue<byte[]>(1))), token),
            cancellationToken).ConfigureAwait(false);
        return texts.ToDictionary(text => text.Item1, text => text.Item2);
    }

    private async Task<(long Number, byte[] Hash)?> FindOldAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var found = await _database.ExecuteAsync(
            (connection, token) => connection.Command(_sql.FindOld, NpgsqlCommands.Value(before)).ReadAsync(row => (row.GetInt64(0), row.GetFieldValue<byte[]>(1)), token),
            cancellationToken).ConfigureAwait(false);
        return found.Count == 0 ? null : found[0];
    }

    private async ValueTask<AuditSeal> SealAsync(CancellationToken cancellationToken) => _seal ??= new(await _key.ReadAsync(cancellationToken).ConfigureAwait(false));
}
