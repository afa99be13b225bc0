using Edify.Rag.Postgres.Connection;
using Edify.Rag.Postgres.Vectors.Collections;
using Npgsql;

namespace Edify.Rag.Postgres.Vectors;

/// <summary>What the store says when it can't do something.</summary>
internal sealed class VectorFailures(PostgresPlace place)
{
    /// <summary>Whether the table is gone: its collection was dropped.</summary>
    public static bool IsTableGone(RagStateException error) => error.InnerException is PostgresException { SqlState: PostgresErrorCodes.UndefinedTable };

    public VectorStoreException Of(RagStateException error, string collection, string operation) =>
        new(place.ToString(), collection, operation, error.Message, error.IsTransient, error);

    public VectorStoreException Missing(string collection, string operation) => new(
        place.ToString(), collection, operation, $"There is no collection '{collection}' at {place}. Ingest into it first, or look at the configured database and schema.");

    public VectorStoreException Unindexed(CollectionTable table, IReadOnlyList<string> indexes) => new(
        place.ToString(), table.Name, "check",
        $"Collection '{table.Name}' at {place} lacks indexes that its fields had ({string.Join(", ", indexes)}): searches are right but slow. " +
        "Drop those that are unfinished, if any; the next ingestion makes them again.");

    public void CheckFits(CollectionTable existing, CollectionDefinition wanted)
    {
        if (existing.Dimension == wanted.Dimension && existing.Embedder == wanted.Embedder) return;
        throw new VectorStoreException(
            place.ToString(),
            wanted.Name,
            "ensure collection",
            $"Collection '{wanted.Name}' at {place} holds vectors of embedder '{existing.Embedder}' with {existing.Dimension} dimensions, but embedder " +
            $"'{wanted.Embedder}' with {wanted.Dimension} dimensions is configured. Vectors of different embedders never mix: configure the old " +
            "embedder again, choose another schema, or drop the collection and ingest again.");
    }

    public void CheckDimension(CollectionDefinition wanted)
    {
        if (wanted.Dimension <= PgVector.MaxDimension) return;
        throw new VectorStoreException(
            place.ToString(), wanted.Name, "ensure collection",
            $"Collection '{wanted.Name}' is to have {wanted.Dimension:N0} dimensions; pgvector stores up to {PgVector.MaxDimension:N0}. Use an embedder with shorter vectors.");
    }
}
