using Edify.Rag.Postgres.Vectors.Records;

namespace Edify.Rag.Postgres.Vectors;

/// <content>What the store tells operators of itself.</content>
internal sealed partial class PostgresVectorStore : IVectorStoreDetails
{
    private const int UsualPort = 5432;

    public VectorStoreMetadata Metadata
    {
        get
        {
            var (server, port) = _database.Place.Server.Split(':') is [var host, var number] && int.TryParse(number, out var parsed)
                ? (host, parsed)
                : (_database.Place.Server, UsualPort);
            return new("postgresql")
            {
                Namespace = $"{_database.Place.Database}|{_database.Place.Schema}",
                ServerAddress = server,
                ServerPort = port == UsualPort ? null : port,
            };
        }
    }

    public Task<IReadOnlyCollection<string>?> GetIndexedFieldsAsync(string collection, CancellationToken cancellationToken = default) =>
        GuardedAsync(collection, "list indexes", async () =>
        {
            var table = await _catalog.LookUpAsync(collection, cancellationToken).ConfigureAwait(false);
            return table is null ? null : (IReadOnlyCollection<string>)[.. table.Fields.Select(field => StoredText.Read(field.Name))];
        });
}
