using Edify.Rag.Postgres.Connection;
using Edify.Rag.Postgres.Vectors.Collections;
using Edify.Rag.Postgres.Vectors.Filtering;
using Edify.Rag.Shared.Engines;
using Npgsql;

namespace Edify.Rag.Postgres.Vectors.Records;

/// <summary>Walks a table page by page, each after the last id of the one before: between them neither connection nor snapshot is held.</summary>
internal sealed class TableScan(PostgresDatabase database)
{
    public async Task<ScanPage> NextAsync(CollectionTable table, AccessScope scope, ScanOptions options, ScanPage before, CancellationToken cancellationToken)
    {
        var size = before.NextSize;
        var parameters = new SqlParameters();
        var filter = new FilterSql(parameters).Of(scope.Filter & options.Filter);
        var after = before.Mark is { } last ? $" AND id > {parameters.Add(last)}" : string.Empty;
        var columns = options.IncludeVectors ? "id, content, fields::text, embedding::real[]" : "id, content, fields::text";
        var sql = $"SELECT {columns} FROM {table.Table} WHERE {filter}{after} ORDER BY id LIMIT {parameters.Add(size)}";
        var command = new TableCommand(table, RowScope.Of(scope), sql, parameters);
        var records = await database.ExecuteAsync(
            (connection, token) => command.ReadAsync(connection, row => Read(row, options.IncludeVectors), token), cancellationToken).ConfigureAwait(false);
        return ScanPage.After(before, records);
    }

    private static VectorRecord Read(NpgsqlDataReader row, bool withVector) =>
        withVector ? RecordRows.Read(row) with { Vector = row.GetFieldValue<float[]>(3) } : RecordRows.Read(row);
}
