using Edify.Rag.MongoDb.Bson;
using Edify.Rag.MongoDb.Errors;
using Edify.Rag.MongoDb.Vectors.Collections;

namespace Edify.Rag.MongoDb.Vectors;

/// <summary>What the store says when it can't do something.</summary>
internal sealed class VectorFailures(string place)
{
    /// <summary>Runs an operation and says what went wrong.</summary>
    public async Task<T> GuardAsync<T>(string collection, string operation, Func<Task<T>> action)
    {
        try
        {
            return await action().ConfigureAwait(false);
        }
        catch (VectorStoreException)
        {
            throw;
        }
        catch (RagException e)
        {
            throw new VectorStoreException(place, collection, operation, Say(e, collection), e.IsTransient, e);
        }
        catch (BsonFormatException e)
        {
            throw new VectorStoreException(place, collection, operation, $"MongoDB at {place} gave what the store did not write: {e.Message}", innerException: e);
        }
    }

    public VectorStoreException Missing(string collection, string operation) => new(
        place, collection, operation, $"There is no collection '{collection}' at {place}. Ingest into it first, or look at the configured database and prefix.");

    public VectorStoreException Unindexed(CollectionEntry entry, IReadOnlyList<string> indexes) => new(
        place, entry.Name, "check",
        $"Collection '{entry.Name}' at {place} lacks indexes that it had ({string.Join(", ", indexes)}): searches are right but slow. The next ingestion makes them again.");

    public VectorStoreException IsAlias(string alias, string collection, string operation) => new(
        place, alias, operation, $"'{alias}' at {place} is an alias of the collection '{collection}', and this takes a collection. Name the collection, or remove the alias.");

    public VectorStoreException HasAlias(CollectionEntry entry) => new(
        place, entry.Name, "drop collection", $"An alias stands for the collection '{entry.Name}' at {place}. Switch it to another collection, or remove it, and drop then.");

    public VectorStoreException IsCollection(string alias) => new(
        place, alias, "set alias", $"There is a collection '{alias}' at {place}, and an alias has a name of its own. Choose another name.");

    public VectorStoreException IsSwitching(string alias) => new(
        place, alias, "set alias", $"The catalog at {place} changed while the alias '{alias}' was set; try again.", isTransient: true);

    public void CheckFits(CollectionEntry existing, CollectionDefinition wanted)
    {
        if (existing.Dimension == wanted.Dimension && existing.Embedder == wanted.Embedder) return;
        throw new VectorStoreException(
            place,
            wanted.Name,
            "ensure collection",
            $"Collection '{wanted.Name}' at {place} holds vectors of embedder '{existing.Embedder}' with {existing.Dimension} dimensions, but embedder " +
            $"'{wanted.Embedder}' with {wanted.Dimension} dimensions is configured. Vectors of different embedders never mix: configure the old " +
            "embedder again, choose another prefix, or drop the collection and ingest again.");
    }

    private string Say(RagException error, string collection) => error is not MongoCommandException refused ? error.Message : refused.Code switch
    {
        ErrorCodes.Unauthorized =>
            $"The user of the connection string may not run '{refused.Command}' at {place}; let an administrator grant the role readWrite on that database.",
        ErrorCodes.IndexNotFound => $"Collection '{collection}' at {place} lacks an index that the search by words needs; the next ingestion makes it again.",
        ErrorCodes.IndexConflict or ErrorCodes.IndexNameConflict =>
            $"Collection '{collection}' at {place} has an index of the same name or keys that is made otherwise; drop it, and the next ingestion makes it as it should be.",
        ErrorCodes.DuplicateKey =>
            $"A record of collection '{collection}' at {place} would take the place of another one: in one version of a document there is one chunk at each position.",
        ErrorCodes.MaxTimeExpired => $"MongoDB at {place} stopped '{refused.Command}', which took longer than its limit; raise CommandTimeout.",
        _ => refused.Message,
    };
}
