using Edify.Rag.Shared.Auditing;
using Npgsql;

namespace Edify.Rag.Postgres.Auditing;

/// <summary>The row that says where the log ends, and up to where it was pruned.</summary>
internal sealed record AuditHeadRow(long Number, byte[] Hash, byte[] Signature, long Pruned, byte[]? PrunedHash, byte[]? PrunedSignature)
{
    public static AuditHeadRow Read(NpgsqlDataReader row) => new(
        row.GetInt64(0), row.GetFieldValue<byte[]>(1), row.GetFieldValue<byte[]>(2), row.GetInt64(3), Bytes(row, 4), Bytes(row, 5));

    public bool IsSigned(AuditSeal seal) => Hash.Length == AuditSeal.Size && seal.IsHead(Number, Hash, Signature);

    /// <summary>Whether nothing was pruned, or what was is signed.</summary>
    public bool IsAnchored(AuditSeal seal) =>
        Pruned == 0 ? PrunedHash is null : PrunedHash is { Length: AuditSeal.Size } hash && PrunedSignature is { } signature && seal.IsAnchor(Pruned, hash, signature);

    private static byte[]? Bytes(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<byte[]>(column);
}
