using System.Text;
using Edify.Rag.MongoDb.Bson;
using Edify.Rag.MongoDb.Errors;

namespace Edify.Rag.MongoDb.Vectors;

/// <summary>One database behind a channel: commands with a time limit, and cursors read to their end.</summary>
/// <remarks>All that it raises, but cancellation, is a <see cref="RagException"/>.</remarks>
internal sealed class MongoDbDatabase(IMongoCommandChannel channel, string name, string location, TimeSpan timeout, TimeProvider time)
{
    public const string DefaultName = "edify_rag";

    // Documents that a reply holds at most; the server cuts it at 16 MiB whatever is asked for.
    private const int BatchSize = 1_000;

    // An index over a large collection takes its time.
    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    // Nobody waits long for what only tidies up.
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(1);

    /// <summary>Reads a document of a reply.</summary>
    public delegate T Read<T>(BsonReader document);

    /// <summary>Where it is, for messages.</summary>
    public string Place { get; } = $"{location}/{name}";

    /// <summary>Runs a command and gives its reply.</summary>
    public Task<ReadOnlyMemory<byte>> RunAsync(Action<BsonWriter> command, CancellationToken cancellationToken) =>
        RunAsync(BsonBuilding.Document(command), timeout, cancellationToken);

    /// <summary>Runs a command that may take long.</summary>
    public Task<ReadOnlyMemory<byte>> RunPatientlyAsync(Action<BsonWriter> command, CancellationToken cancellationToken) =>
        RunAsync(BsonBuilding.Document(command), Patience, cancellationToken);

    /// <summary>Runs a command that writes.</summary>
    /// <returns>How many documents it concerned.</returns>
    /// <exception cref="MongoCommandException">A write failed.</exception>
    public async Task<long> WriteAsync(Action<BsonWriter> command, CancellationToken cancellationToken)
    {
        var document = BsonBuilding.Document(command);
        var reply = await RunAsync(document, timeout, cancellationToken).ConfigureAwait(false);
        if (ServerReplies.WriteFailureOf(reply.Span) is { } failure) throw new MongoCommandException(location, NameOf(document), failure);
        var reader = new BsonReader(reply.Span);
        return reader.Find("n"u8) ? reader.ToInt64() : 0;
    }

    /// <summary>Runs a command whose reply may hold failures of single writes.</summary>
    public Task<ReadOnlyMemory<byte>> SendAsync(ReadOnlyMemory<byte> command, CancellationToken cancellationToken) => RunAsync(command, timeout, cancellationToken);

    /// <summary>Reads all that a <c>find</c> finds.</summary>
    /// <param name="collection">Where to look.</param>
    /// <param name="elements">Writes filter, projection and the like.</param>
    /// <param name="read">Reads one document.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public Task<List<T>> FindAsync<T>(string collection, Action<BsonWriter> elements, Read<T> read, CancellationToken cancellationToken) => QueryAsync(
        collection,
        writer =>
        {
            writer.String("find"u8, collection);
            elements(writer);
            writer.Int32("batchSize"u8, BatchSize);
        },
        read,
        cancellationToken);

    /// <summary>Reads all that a pipeline gives.</summary>
    /// <param name="collection">Whose documents go through it; <see langword="null"/> for a pipeline that makes its own.</param>
    /// <param name="stages">Writes the stages.</param>
    /// <param name="read">Reads one document.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    /// <param name="options">Writes further elements of the command.</param>
    public Task<List<T>> AggregateAsync<T>(
        string? collection, Action<BsonWriter> stages, Read<T> read, CancellationToken cancellationToken, Action<BsonWriter>? options = null) => QueryAsync(
        collection ?? "$cmd.aggregate",
        writer =>
        {
            if (collection is null) writer.Int32("aggregate"u8, 1);
            else writer.String("aggregate"u8, collection);
            writer.Array("pipeline"u8, stages);
            writer.Document("cursor"u8, cursor => cursor.Int32("batchSize"u8, BatchSize));
            options?.Invoke(writer);
        },
        read,
        cancellationToken);

    private async Task<List<T>> QueryAsync<T>(string collection, Action<BsonWriter> command, Read<T> read, CancellationToken cancellationToken)
    {
        var found = new List<T>();
        var reply = await RunAsync(command, cancellationToken).ConfigureAwait(false);
        var open = ReadBatch(reply.Span, found, read);
        try
        {
            while (open != 0)
            {
                var id = open;
                reply = await RunAsync(
                    writer =>
                    {
                        writer.Int64("getMore"u8, id);
                        writer.String("collection"u8, collection);
                        writer.Int32("batchSize"u8, BatchSize);
                    },
                    cancellationToken).ConfigureAwait(false);
                open = ReadBatch(reply.Span, found, read);
            }
        }
        catch (Exception e) when (e is RagException or OperationCanceledException)
        {
            await KillAsync(collection, open).ConfigureAwait(false);
            throw;
        }

        return found;
    }

    private async Task<ReadOnlyMemory<byte>> RunAsync(ReadOnlyMemory<byte> command, TimeSpan patience, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var limit = new CancellationTokenSource(patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            return await channel.RunAsync(name, command, both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new MongoTimeoutException($"MongoDB at {Place} did not answer '{NameOf(command)}' within {patience}; check the server and the network, or raise CommandTimeout.", e);
        }
        catch (Exception e) when (e is not (RagException or OperationCanceledException))
        {
            throw new MongoChannelException(NameOf(command), e);
        }
    }

    private async Task KillAsync(string collection, long cursor)
    {
        try
        {
            var command = BsonBuilding.Document(writer =>
            {
                writer.String("killCursors"u8, collection);
                writer.Array("cursors"u8, cursors => cursors.Int64(BsonWriter.Item, cursor));
            });
            await RunAsync(command, Farewell, CancellationToken.None).ConfigureAwait(false);
        }
        catch (RagException)
        {
            // Then the server closes it itself, in ten minutes.
        }
    }

    private static long ReadBatch<T>(ReadOnlySpan<byte> reply, List<T> found, Read<T> read)
    {
        long id = 0;
        var reader = new BsonReader(reply);
        if (!reader.Find("cursor"u8)) return 0;
        var cursor = reader.GetDocument();
        while (cursor.Read())
        {
            if (cursor.NameIs("id"u8)) id = cursor.ToInt64();
            else if (cursor.NameIs("firstBatch"u8) || cursor.NameIs("nextBatch"u8))
            {
                var batch = cursor.GetDocument();
                while (batch.Read()) found.Add(read(batch.GetDocument()));
            }
        }

        return id;
    }

    private static string NameOf(ReadOnlyMemory<byte> command)
    {
        var reader = new BsonReader(command.Span);
        return reader.Read() ? Encoding.UTF8.GetString(reader.Name) : string.Empty;
    }
}
