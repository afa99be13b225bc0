using Edify.Rag.Postgres.Connection;
using Edify.Rag.Postgres.Vectors.Collections;
using Edify.Rag.Postgres.Vectors.Filtering;
using Edify.Rag.Shared.Engines;

namespace Edify.Rag.Postgres.Vectors.Searching;

/// <summary>Counts the records of a table that hold words, when it is asked: nothing is kept, so writers have nothing to do for it.</summary>
/// <remarks>
/// Words and records are counted in a random part of the table's pages, and estimated from it; a table that is no larger than
/// that part is counted whole. What that part shows too little of is rare, and is counted by the word index. The weight of a
/// word goes by the logarithm of what is counted, in which the estimate's error hardly shows. Counts that are kept by writers
/// would be found faster, and double the time of loading.
/// </remarks>
internal sealed class WordCounts(PostgresDatabase database)
{
    /// <summary>Size of the part that is looked at: thousands of records, in milliseconds.</summary>
    private const int SampledBytes = 8 << 20;

    /// <summary>What so many records of the part hold is estimated from it.</summary>
    private const int Enough = 10;

    /// <summary>Where counting by the index ends.</summary>
    private const int Most = 10_000;

    private const int WordCharacters = 1_000;

    public async Task<TermStatistics> OfAsync(CollectionTable table, IReadOnlyCollection<string> words, CancellationToken cancellationToken)
    {
        var asked = words.ToArray();
        var parameters = new SqlParameters();
        var sql = Sql(table, parameters.Add(Array.ConvertAll(asked, StoredText.Of)));
        var command = new TableCommand(table, RowScope.Maintenance, sql, parameters);
        command.Set("jit", "off");
        var counted = await database.ExecuteAsync(
            (connection, token) => command.ReadAsync(connection, row => (Word: row.GetInt64(0), Records: row.GetInt64(1)), token), cancellationToken).ConfigureAwait(false);

        var all = counted.Single(count => count.Word == 0).Records;
        var frequencies = new Dictionary<string, long>(asked.Length, StringComparer.Ordinal);
        foreach (var (word, records) in counted.Where(count => count.Word > 0)) frequencies[asked[word - 1]] = Math.Min(records, all);
        return new(all, frequencies);
    }

    // Rows of a word's number, from 1, and the records that hold it; 0 is for all records.
    private static string Sql(CollectionTable table, string words)
    {
        // Where the server guards rows it does not look words up: it would go through all of them for each word.
        var isEstimated = table.HasRowSecurity ? "true" : $"s.hits >= {Enough} OR {Share(table)} = 1";
        return $"""
            WITH asked AS MATERIALIZED (
                SELECT w.number, t.lexeme, {LexicalSql.TermOf("t.lexeme")} AS term
                FROM unnest({words}) WITH ORDINALITY AS w (word, number)
                CROSS JOIN LATERAL unnest(to_tsvector({table.Configuration}, left(w.word, {WordCharacters}))) AS t
            ), terms AS MATERIALIZED (
                SELECT DISTINCT lexeme, term FROM asked
            ), sampled AS MATERIALIZED (
                SELECT t.lexeme, count(*) AS records, count(*) FILTER (WHERE r.words @@ t.term) AS hits
                FROM {table.Table} AS r TABLESAMPLE SYSTEM (100 * {Share(table)}) REPEATABLE (0) LEFT JOIN terms t ON true
                GROUP BY t.lexeme
            ), counted AS MATERIALIZED (
                SELECT t.lexeme, CASE WHEN {isEstimated}
                    THEN round(coalesce(s.hits, 0) / {Share(table)})
                    ELSE (SELECT count(*) FROM (SELECT 1 FROM {table.Table} r WHERE r.words @@ t.term LIMIT {Most}) AS first) END AS records
                FROM terms t LEFT JOIN sampled s USING (lexeme)
            )
            SELECT 0::bigint, coalesce(round(max(records) / {Share(table)}), 0)::bigint FROM sampled
            UNION ALL
            SELECT a.number, min(c.records)::bigint FROM asked a JOIN counted c USING (lexeme) GROUP BY a.number
            """;
    }

    private static string Share(CollectionTable table) => $"least(1, {SampledBytes}::float8 / greatest(1, pg_relation_size({SqlLiteral.Of(table.Table)}::regclass)))";
}
