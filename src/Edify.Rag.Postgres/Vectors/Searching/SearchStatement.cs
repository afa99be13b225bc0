using System.Diagnostics;
using Edify.Rag.Postgres.Vectors.Collections;
using Edify.Rag.Postgres.Vectors.Filtering;
using Edify.Rag.Shared.Engines;
using Edify.Rag.Shared.Vectors;

namespace Edify.Rag.Postgres.Vectors.Searching;

/// <summary>One search as one statement, so that both legs and the records see one state of the table.</summary>
/// <remarks>Each row: id, text, fields, score, similarity, lexical score, and how many the search by vector has found.</remarks>
internal sealed class SearchStatement(CollectionTable table, PgVector vector, VectorQuery query, ReadOnlyMemory<float>? wanted, AccessScope scope)
{
    private const string Record = "r.id, r.content, r.fields::text";

    /// <summary>How many the search by vector looks for.</summary>
    public int Depth { get; } = wanted is not null && query.Text is not null ? ReciprocalRankFusion.Depth(query.Limit) : query.Limit;

    /// <summary>The statement.</summary>
    /// <param name="isExact">Whether every vector is compared.</param>
    public TableCommand Command(bool isExact)
    {
        var parameters = new SqlParameters();
        var filter = new FilterSql(parameters).Of(scope.Filter & query.Filter);
        var sql = (wanted, query.Text) switch
        {
            ({ } nearest, null) => Nearest(parameters, filter, nearest, isExact),
            (null, { } text) => Lexical(parameters, filter, text),
            ({ } nearest, { } text) => Hybrid(parameters, filter, nearest, text, isExact),
            _ => throw new UnreachableException(),
        };
        return new(table, RowScope.Of(scope), sql, parameters);
    }

    private string Nearest(SqlParameters parameters, string filter, ReadOnlyMemory<float> nearest, bool isExact) => $"""
        WITH {Leg(parameters, filter, nearest, parameters.Add(Depth), isExact)}
        SELECT {Record}, 1 - n.distance, 1 - n.distance, NULL::float8, (SELECT count(*) FROM nearest)
        FROM nearest n JOIN {table.Table} r USING (id) ORDER BY n.distance + 0, n.id
        """;

    private string Lexical(SqlParameters parameters, string filter, string text) => $"""
        WITH {LexicalSql.Of(table, parameters.Add(StoredText.Of(text)), filter, parameters.Add(Depth))}
        SELECT {Record}, l.score, NULL::float8, l.score, 0::bigint
        FROM lexical l JOIN {table.Table} r USING (id) ORDER BY l.score DESC, l.id
        """;

    // Reciprocal rank fusion with k = 60 and shared ranks, as VectorQuery promises it. The index may give vectors slightly out of order, so
    // they are put in order again; "+ 0" keeps the server from taking them to be in order.
    private string Hybrid(SqlParameters parameters, string filter, ReadOnlyMemory<float> nearest, string text, bool isExact)
    {
        var depth = parameters.Add(Depth);
        return $"""
            WITH {Leg(parameters, filter, nearest, depth, isExact)},
            {LexicalSql.Of(table, parameters.Add(StoredText.Of(text)), filter, depth)},
            ranked AS (
                SELECT id, rank() OVER (ORDER BY distance + 0) AS place, 1 - distance AS similarity, NULL::float8 AS score
                FROM nearest WHERE 1 - distance >= {parameters.Add((double)(query.MinSimilarity ?? -2))}
                UNION ALL
                SELECT id, rank() OVER (ORDER BY score DESC), NULL, score FROM lexical
            ), fused AS (
                SELECT id, sum(1::float8 / (60 + place)) AS score, max(similarity) AS similarity, max(score) AS lexical
                FROM ranked GROUP BY id ORDER BY score DESC, similarity DESC NULLS LAST, id LIMIT {parameters.Add(query.Limit)}
            )
            SELECT {Record}, f.score, f.similarity, f.lexical, (SELECT count(*) FROM nearest)
            FROM fused f JOIN {table.Table} r USING (id) ORDER BY f.score DESC, f.similarity DESC NULLS LAST, f.id
            """;
    }

    private string Leg(SqlParameters parameters, string filter, ReadOnlyMemory<float> nearest, string depth, bool isExact) => nearest.IsEmpty
        ? NearestSql.OfNothing
        : NearestSql.Of(table, vector, parameters.Add(nearest.ToArray()), filter, depth, isExact);
}
