using Edify.Rag.MongoDb.Bson;
using Edify.Rag.MongoDb.Errors;

namespace Edify.Rag.MongoDb.Vectors;

/// <summary>What the server is and can do.</summary>
/// <param name="MaxDocument">Bytes that a document may have.</param>
/// <param name="MaxMessage">Bytes that a message may have.</param>
/// <param name="MaxBatch">Writes that one command may hold.</param>
/// <param name="ComparesVectors">Whether it has an operator for the similarity of vectors, as MongoDB 8.3 has.</param>
internal sealed record ServerAbilities(int MaxDocument, int MaxMessage, int MaxBatch, bool ComparesVectors);

/// <summary>Asks the server, once.</summary>
internal sealed class ServerProbe(MongoDbDatabase database)
{
    // The wire version of MongoDB 7.0.
    private const long Oldest = 21;

    private volatile ServerAbilities? _known;

    /// <exception cref="RagException">It can't be reached, or is too old.</exception>
    public async ValueTask<ServerAbilities> NeedAsync(CancellationToken cancellationToken) => _known ?? await AskAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>Asks again, whatever is known.</summary>
    public async Task<ServerAbilities> AskAsync(CancellationToken cancellationToken)
    {
        var reply = await database.RunAsync(static command => command.Int32("hello"u8, 1), cancellationToken).ConfigureAwait(false);
        var (document, message, batch, version) = (16_777_216L, 48_000_000L, 100_000L, 0L);
        var reader = new BsonReader(reply.Span);
        while (reader.Read())
        {
            if (reader.NameIs("maxBsonObjectSize"u8)) document = reader.ToInt64();
            else if (reader.NameIs("maxMessageSizeBytes"u8)) message = reader.ToInt64();
            else if (reader.NameIs("maxWriteBatchSize"u8)) batch = reader.ToInt64();
            else if (reader.NameIs("maxWireVersion"u8)) version = reader.ToInt64();
        }

        if (version < Oldest) throw new MongoIncompatibleException($"MongoDB at {database.Place} is too old (wire version {version}); the store takes MongoDB 7.0 or newer.");
        return _known = new((int)document, (int)message, (int)batch, await ComparesVectorsAsync(cancellationToken).ConfigureAwait(false));
    }

    // Found out by using it: versions of servers that speak for MongoDB tell little.
    private async Task<bool> ComparesVectorsAsync(CancellationToken cancellationToken)
    {
        try
        {
            var found = await database.AggregateAsync(
                null,
                static stages =>
                {
                    stages.Item(static stage => stage.Array("$documents"u8, static documents => documents.Item(static document => document.Array("v"u8, static v => v.Double(BsonWriter.Item, 1)))));
                    stages.Item(static stage => stage.Document("$project"u8, static project => project.Document("dot"u8, static dot => dot.Array("$similarityDotProduct"u8, static sides =>
                    {
                        sides.Item("$v");
                        sides.Item("$v");
                    }))));
                },
                static reader => reader.Find("dot"u8) && reader.ToDouble() > 0,
                cancellationToken).ConfigureAwait(false);
            return found is [true];
        }
        catch (RagException e) when (!e.IsTransient)
        {
            return false;
        }
    }
}
