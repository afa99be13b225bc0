using Edify.Rag.Postgres.Connection;
using Edify.Rag.Postgres.Vectors.Collections;
using Edify.Rag.Postgres.Vectors.Filtering;
using Edify.Rag.Postgres.Vectors.Records;

namespace Edify.Rag.Postgres.Vectors.Searching;

/// <summary>Counts the records of a table that hold words, when it is asked: nothing is kept, so writers have nothing to do for it.</summary>
/// <remarks>
/// What few records hold is counted by the word index; what more hold is estimated from a random part of the table's pages, as
/// is their number. A table that is no larger than that part is counted whole. The weight of a word goes by the logarithm of
/// what is counted, in which the estimate's error of a few in a hundred does not show.
/// </remarks>
internal sealed class WordCounts(PostgresDatabase database)
{
    /// <summary>How many records that hold a word are counted one by one.</summary>
    private const int Few = 1_000;

    /// <summary>Size of the part that more is estimated from: thousands of records, in milliseconds.</summary>
    private const int SampledBytes = 16 << 20;

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
        var few = table.HasRowSecurity ? 0 : Few;
        var share = $"least(1, {SampledBytes}::float8 / greatest(1, pg_relation_size({SqlLiteral.Of(table.Table)}::regclass)))";
        var sample = $"{table.Table} TABLESAMPLE SYSTEM (100 * {share}) REPEATABLE (0)";
        return $"""
            WITH asked AS MATERIALIZED (
                SELECT w.number, t.lexeme, {LexicalSql.TermOf("t.lexeme")} AS term
                FROM unnest({words}) WITH ORDINALITY AS w (word, number)
                CROSS JOIN LATERAL unnest(to_tsvector({table.Configuration}, left(w.word, {WordCharacters}))) AS t
            ), terms AS MATERIALIZED (
                SELECT lexeme, term, (SELECT count(*) FROM (SELECT 1 FROM {table.Table} r WHERE r.words @@ a.term LIMIT {few}) AS first) AS records
                FROM (SELECT DISTINCT lexeme, term FROM asked) AS a
            ), sampled AS MATERIALIZED (
                SELECT t.lexeme, count(*) AS records
                FROM terms t JOIN {sample} ON words @@ t.term
                WHERE t.records >= {few} GROUP BY t.lexeme
            )
            SELECT 0::bigint, round(count(*) / {share})::bigint FROM {sample}
            UNION ALL
            SELECT a.number, min(CASE WHEN t.records < {few} THEN t.records ELSE greatest(t.records, round(coalesce(s.records, 0) / {share})) END)::bigint
            FROM asked a JOIN terms t USING (lexeme) LEFT JOIN sampled s USING (lexeme)
            GROUP BY a.number
            """;
    }
}
