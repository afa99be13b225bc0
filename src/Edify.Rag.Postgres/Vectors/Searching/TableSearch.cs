using System.Globalization;
using Edify.Rag.Postgres.Connection;
using Edify.Rag.Postgres.Vectors.Collections;
using Edify.Rag.Postgres.Vectors.Records;
using Edify.Rag.Shared.Vectors;
using Npgsql;

namespace Edify.Rag.Postgres.Vectors.Searching;

/// <summary>Searches a table: by its index where it has one, and by comparing every vector where that did not find enough.</summary>
internal sealed class TableSearch(PostgresDatabase database, PostgresVectorOptions options)
{
    private const int MaxEfSearch = 1_000;

    public async Task<List<VectorMatch>> RunAsync(CollectionTable table, PgVector vector, VectorQuery query, AccessScope scope, CancellationToken cancellationToken)
    {
        var wanted = QueryRules.UnitVectorOf(query, table.Dimension, table.Embedder);
        if (wanted is { IsEmpty: true } && query.Text is null) return [];
        var statement = new SearchStatement(table, vector, query, wanted, scope);
        var isSearchedByIndex = table.HasVectorIndex && wanted is { IsEmpty: false };
        var found = await ReadAsync(statement, vector, isExact: !isSearchedByIndex, cancellationToken).ConfigureAwait(false);

        // The index looks at the filter only when it has found a vector, and gives up after so many. What a filter admits few of
        // is found by comparing these few.
        if (isSearchedByIndex && (found.Count == 0 || found[0].Nearest < statement.Depth))
            found = await ReadAsync(statement, vector, isExact: true, cancellationToken).ConfigureAwait(false);

        // The filter has been applied already: a second look, so that no mistake in it can show what may not be seen.
        return [.. found.Select(row => row.Match).Where(match =>
            scope.Admits(match.Record.Fields) && (query.Text is not null || match.Similarity >= (query.MinSimilarity ?? -2)))];
    }

    private async Task<List<(VectorMatch Match, long Nearest)>> ReadAsync(
        SearchStatement statement, PgVector vector, bool isExact, CancellationToken cancellationToken)
    {
        var command = statement.Command(isExact);

        // What need not be set is not: it costs as much as a short search. Compiling a search takes longer than most searches do.
        if (vector.IsCompiling) command.Set("jit", "off");

        // Where statements are kept prepared, a plan for any filter at all serves none well.
        if (database.KeepsStatements) command.Set("plan_cache_mode", "force_custom_plan");
        if (!isExact)
        {
            command.Set("hnsw.ef_search", Number(Math.Clamp(statement.Depth, options.EfSearch, MaxEfSearch)));
            if (vector.ScansIteratively)
            {
                command.Set("hnsw.iterative_scan", "relaxed_order");
                command.Set("hnsw.max_scan_tuples", Number(options.MaxScanTuples));
            }
        }

        return await database.ExecuteAsync((connection, token) => command.ReadAsync(connection, Read, token), cancellationToken).ConfigureAwait(false);
    }

    private static (VectorMatch Match, long Nearest) Read(NpgsqlDataReader row) => (
        new(RecordRows.Read(row), row.GetDouble(3))
        {
            Similarity = row.IsDBNull(4) ? null : (float)row.GetDouble(4),
            LexicalScore = row.IsDBNull(5) ? null : row.GetDouble(5),
        },
        row.GetInt64(6));

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
