using Edify.Rag.Postgres.Connection;
using Edify.Rag.Postgres.Vectors.Collections;
using Edify.Rag.Shared.Vectors;
using Npgsql;

namespace Edify.Rag.Postgres.Vectors;

/// <summary>What the store says when it can't do something.</summary>
internal sealed class VectorFailures(PostgresPlace place)
{
    /// <summary>Whether the table is gone: its collection was dropped.</summary>
    public static bool IsTableGone(Exception error) => error is RagStateException { InnerException: PostgresException { SqlState: PostgresErrorCodes.UndefinedTable } };

    public VectorStoreException Of(RagStateException error, string collection, string operation) =>
        new(place.ToString(), collection, operation, error.Message, error.IsTransient, error);

    public VectorStoreException Missing(string collection, string operation) => new(
        place.ToString(), collection, operation, $"There is no collection '{collection}' at {place}. Ingest into it first, or look at the configured database and schema.");

    public VectorStoreException NameTaken(string alias) => new(
        place.ToString(), alias, "set alias", $"There is a collection '{alias}' at {place}, so it can't be an alias; choose another name, or drop the collection.");

    public VectorStoreException AliasOfAlias(string alias, string other, string collection) => new(
        place.ToString(), alias, "set alias", $"'{other}' at {place} is an alias itself; let '{alias}' stand for its collection '{collection}'.");

    public VectorStoreException Aliased(string name, string alias, string collection) => new(
        place.ToString(), name, "drop collection",
        name == alias
            ? $"'{alias}' at {place} is an alias of the collection '{collection}'; remove the alias, or name the collection."
            : $"The alias '{alias}' stands for the collection '{collection}' at {place}; switch it to another collection, or remove it, before this one is dropped.");

    public VectorStoreException Unindexed(CollectionTable table, IReadOnlyList<string> indexes) => new(
        place.ToString(), table.Name, "check",
        $"Collection '{table.Name}' at {place} lacks indexes that its fields had ({string.Join(", ", indexes)}): searches are right but slow. " +
        "Drop those that are unfinished, if any; the next ingestion makes them again.");

    public void CheckFits(CollectionTable existing, CollectionDefinition wanted) =>
        CollectionFit.Check(place.ToString(), $"at {place}", "another schema", existing.Dimension, existing.Embedder, wanted);

    public void CheckDimension(CollectionDefinition wanted)
    {
        if (wanted.Dimension <= PgVector.MaxDimension) return;
        throw new VectorStoreException(
            place.ToString(), wanted.Name, "ensure collection",
            $"Collection '{wanted.Name}' is to have {wanted.Dimension:N0} dimensions; pgvector stores up to {PgVector.MaxDimension:N0}. Use an embedder with shorter vectors.");
    }
}
