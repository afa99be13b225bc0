using System.Text;
using Edify.Rag.Shared.Engines;
using Npgsql;

namespace Edify.Rag.Postgres.Vectors.Records;

/// <summary>Rows as records: id, text and fields in the first three columns.</summary>
internal static class RecordRows
{
    public static VectorRecord Read(NpgsqlDataReader row) =>
        new(row.GetGuid(0), StoredText.Read(row.GetString(1)), FieldJson.Read(Encoding.UTF8.GetBytes(row.GetString(2))));
}
