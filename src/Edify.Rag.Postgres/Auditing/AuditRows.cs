using System.Text;
using System.Text.Json;
using Edify.Rag.Postgres.Connection;
using Edify.Rag.Shared.Auditing;
using Edify.Rag.Shared.Conversations;
using Npgsql;

namespace Edify.Rag.Postgres.Auditing;

/// <summary>Records as rows, and rows as records.</summary>
internal static class AuditRows
{
    public static AuditLine Read(NpgsqlDataReader row) => new(
        row.GetInt64(0), row.GetFieldValue<byte[]>(1), Encoding.UTF8.GetBytes(row.GetString(2)), row.GetFieldValue<byte[]>(3), row.GetFieldValue<byte[]>(4));

    /// <summary>What a record says, and the name of its text where one was kept.</summary>
    /// <exception cref="RagStateException">The row holds no record.</exception>
    public static (AuditEntry Entry, Guid? TextId) Decode(AuditLine line)
    {
        try
        {
            return AuditBody.Decode(line.Entry);
        }
        catch (JsonException e)
        {
            throw new RagStateException("audit_records", $"Record {line.Number} of the audit can't be read. 'edify-rag audit verify' tells what is wrong.", innerException: e);
        }
    }

    public static NpgsqlParameter[] Records(IReadOnlyList<AuditLine> lines, IReadOnlyList<AuditEntry> entries) =>
    [
        Array(lines.Select(line => line.Number)),
        Array(entries.Select(entry => entry.At.ToUniversalTime())),
        Array(entries.Select(entry => PostgresText.Readable(entry.Tenant))),
        Array(lines.Select(line => line.Previous)),
        Array(lines.Select(line => Encoding.UTF8.GetString(line.Entry.Span))),
        Array(lines.Select(line => line.Hash)),
        Array(lines.Select(line => line.Signature)),
    ];

    public static NpgsqlParameter[] Texts(IReadOnlyList<(Guid Id, AuditEntry Entry)> kept) =>
    [
        Array(kept.Select(text => text.Id)),
        Array(kept.Select(text => OwnerOf(text.Entry.Tenant, text.Entry.Subject))),
        Array(kept.Select(text => PlaceOf(text.Entry.Tenant))),
        Array(kept.Select(text => text.Entry.At.ToUniversalTime())),
        Array(kept.Select(text => Encoding.UTF8.GetBytes(text.Entry.Text!))),
    ];

    public static string PlaceOf(string tenant) => ConversationOwner.KeyOf(tenant);

    // Hashes of one length: no two pairs read alike.
    public static string OwnerOf(string tenant, string subject) => PlaceOf(tenant) + ConversationOwner.KeyOf(subject);

    private static NpgsqlParameter Array<T>(IEnumerable<T> values) => NpgsqlCommands.Value(values.ToArray());
}
