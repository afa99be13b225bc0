using Edify.Rag.Postgres.Vectors.Collections;

namespace Edify.Rag.Postgres.Vectors.Searching;

/// <summary>The search by vector.</summary>
internal static class NearestSql
{
    /// <summary>A common table expression "nearest" with id and distance, the nearest to a depth.</summary>
    /// <param name="table">What is searched.</param>
    /// <param name="vector">The extension.</param>
    /// <param name="wanted">The parameter of the vector.</param>
    /// <param name="filter">The condition on rows.</param>
    /// <param name="depth">The parameter of the depth.</param>
    /// <param name="isExact">Whether every vector is compared; otherwise the index may be asked.</param>
    public static string Of(CollectionTable table, PgVector vector, string wanted, string filter, string depth, bool isExact)
    {
        // The index serves an order by the bare distance alone; by a sum it can't.
        var distance = $"embedding {vector.Distance} {wanted}::real[]::{vector.TypeOf(table.Elements)}";
        var (term, order) = isExact ? ($"({distance}) + 0", "distance, id") : (distance, "distance");
        return $"""
            nearest AS MATERIALIZED (
                SELECT id, {term} AS distance FROM {table.Table} WHERE {filter} ORDER BY {order} LIMIT {depth}
            )
            """;
    }

    /// <summary>The same, of nothing: a vector without a direction is near to nothing.</summary>
    public static string OfNothing => "nearest AS MATERIALIZED (SELECT NULL::uuid AS id, NULL::float8 AS distance WHERE false)";
}
