using Edify.Rag.Postgres.Vectors.Collections;

namespace Edify.Rag.Postgres.Vectors.Searching;

/// <summary>The search by words: BM25, which PostgreSQL does not have, from what it has.</summary>
/// <remarks>
/// <c>ts_rank_cd</c> with equal weights, asked for one word, counts its occurrences; their number, how many of the matches hold
/// the word, and how many different words a text has make the score (Robertson and Zaragoza, The Probabilistic Relevance
/// Framework: BM25 and Beyond, 2009; k1 = 0.9, b = 0.4). All that is counted is what the filter admits, so nobody learns from
/// a score what others have; and it is counted no further than words need to be told rare from common. Words are summed up in
/// one order, so that equal texts have equal scores.
/// </remarks>
internal static class LexicalSql
{
    // A word that one record in so many holds is rare, however many more there are.
    private const int CountedRecords = 5_000;

    // What PostgreSQL takes as a question is limited; nobody asks more than this.
    private const int AskedCharacters = 10_000;

    /// <summary>A lexeme as the question for it.</summary>
    /// <param name="lexeme">The column that holds it.</param>
    public static string TermOf(string lexeme) => $"""('''' || replace(replace({lexeme}, '\', '\\'), '''', '''''') || '''')::tsquery""";

    /// <summary>The common table expressions that end in "lexical" with id and score, best first, to a depth.</summary>
    /// <param name="table">What is searched.</param>
    /// <param name="text">The parameter of the question.</param>
    /// <param name="filter">The condition on rows.</param>
    /// <param name="depth">The parameter of the depth.</param>
    public static string Of(CollectionTable table, string text, string filter, string depth)
    {
        var asked = $"left({text}, {AskedCharacters})";
        return $"""
            terms AS MATERIALIZED (
                SELECT row_number() OVER (ORDER BY lexeme) AS number,
                    {TermOf("lexeme")} AS term
                FROM unnest(to_tsvector({table.Configuration}, {asked}))
            ), hits AS MATERIALIZED (
                SELECT id, length(words) AS size, number, ts_rank_cd('{"{1,1,1,1}"}', words, term)::float8 AS occurrences
                FROM {table.Table} JOIN terms ON words @@ term
                WHERE words @@ replace(plainto_tsquery({table.Configuration}, {asked})::text, ' & ', ' | ')::tsquery AND {filter}
            ), frequencies AS (
                SELECT number, count(*)::float8 AS records FROM hits GROUP BY number
            ), matches AS (
                SELECT greatest(count(*), (SELECT count(*) FROM (SELECT 1 FROM {table.Table} WHERE {filter} LIMIT {CountedRecords}) AS first))::float8 AS records,
                    avg(size)::float8 AS size
                FROM (SELECT DISTINCT id, size FROM hits) AS one
            ), lexical AS MATERIALIZED (
                SELECT h.id, sum(
                    ln(1 + (m.records - f.records + 0.5) / (f.records + 0.5)) * h.occurrences * 1.9 / (h.occurrences + 0.9 * (0.6 + 0.4 * h.size / m.size))
                    ORDER BY h.number) AS score
                FROM hits h JOIN frequencies f USING (number) CROSS JOIN matches m
                GROUP BY h.id ORDER BY score DESC, h.id LIMIT {depth}
            )
            """;
    }
}
