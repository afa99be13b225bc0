using Edify.Rag.MongoDb.Bson;
using Edify.Rag.MongoDb.Errors;
using Edify.Rag.MongoDb.Vectors.Collections;
using Edify.Rag.MongoDb.Vectors.Records;

namespace Edify.Rag.MongoDb.Vectors.Writing;

/// <summary>Writes records, each as a whole, in as few commands as the server takes.</summary>
/// <remarks>
/// Each record replaces the one of its id or is made, which the client may send again without doing it twice. Where another
/// record stands at the same place of the same version of a document, it gives way: a version has one chunk at each place.
/// </remarks>
internal sealed class BatchWriting(MongoDbDatabase database)
{
    private const int MaxBytes = 32 << 20;

    // Room for what a message has beside its documents.
    private const int Room = 64 << 10;

    /// <summary>Writes records of different ids.</summary>
    public async Task WriteAsync(
        CollectionEntry entry, ServerAbilities server, IReadOnlyList<(VectorRecord Record, ReadOnlyMemory<float> Vector)> batch, CancellationToken cancellationToken)
    {
        for (var written = 0; written < batch.Count;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var command = Command(entry, server, batch, written, out var count);
            var displaced = await SendAsync(entry, command, cancellationToken).ConfigureAwait(false);
            if (displaced.Count > 0) await DisplaceAsync(entry, server, [.. displaced.Select(index => batch[written + index])], cancellationToken).ConfigureAwait(false);
            written += count;
        }
    }

    private async Task DisplaceAsync(
        CollectionEntry entry, ServerAbilities server, List<(VectorRecord Record, ReadOnlyMemory<float> Vector)> records, CancellationToken cancellationToken)
    {
        foreach (var (record, _) in records)
        {
            // Without all three it can't have met another one by its place, but by its id, which a writer beside made just now.
            if (Place(record) is not { } place) continue;
            await database.WriteAsync(command => WriteRemoval(command, entry, record.Id, place), cancellationToken).ConfigureAwait(false);
        }

        for (var written = 0; written < records.Count;)
        {
            var command = Command(entry, server, records, written, out var count);
            var left = await SendAsync(entry, command, cancellationToken).ConfigureAwait(false);
            if (left.Count > 0) throw new MongoWriteContestException(entry.Embeddings);
            written += count;
        }
    }

    /// <summary>Sends a command.</summary>
    /// <returns>Which of its records met another one.</returns>
    private async Task<List<int>> SendAsync(CollectionEntry entry, ReadOnlyMemory<byte> command, CancellationToken cancellationToken)
    {
        var reply = await database.SendAsync(command, cancellationToken).ConfigureAwait(false);
        if (ServerReplies.WriteFailureOf(reply.Span) is not { } failure) return [];
        var met = Duplicates(reply.Span, out var hasOthers);
        return met.Count > 0 && !hasOthers ? met : throw new MongoCommandException(database.Place, $"update {entry.Embeddings}", failure);
    }

    private static ReadOnlyMemory<byte> Command(
        CollectionEntry entry, ServerAbilities server, IReadOnlyList<(VectorRecord Record, ReadOnlyMemory<float> Vector)> batch, int from, out int count)
    {
        var most = Math.Min(MaxBytes, server.MaxMessage - Room);
        using var command = new BsonWriter(64 << 10);
        using var statement = new BsonWriter(16 << 10);
        command.Start();
        command.String("update"u8, entry.Embeddings);
        command.Boolean("ordered"u8, false);
        command.StartArray("updates"u8);
        for (count = 0; from + count < batch.Count && count < server.MaxBatch; count++)
        {
            statement.Clear();
            statement.Start();
            WriteStatement(statement, entry, batch[from + count]);
            statement.End();
            if (count > 0 && command.Length + statement.Length > most) break;
            command.Raw(BsonWriter.Item, BsonType.Document, statement.Written.Span);
        }

        command.End();
        command.End();
        return command.Written.ToArray();
    }

    private static void WriteStatement(BsonWriter writer, CollectionEntry entry, (VectorRecord Record, ReadOnlyMemory<float> Vector) row)
    {
        writer.StartDocument("q"u8);
        writer.Uuid("_id"u8, row.Record.Id);
        writer.End();
        writer.StartDocument("u"u8);
        RecordBson.Write(writer, entry, row.Record, row.Vector.Span);
        writer.End();
        writer.Boolean("upsert"u8, true);
    }

    private static void WriteRemoval(BsonWriter command, CollectionEntry entry, Guid id, (FieldValue Document, FieldValue Ordinal, FieldValue Version) place)
    {
        command.String("delete"u8, entry.Embeddings);
        command.Array("deletes"u8, deletes => deletes.Item(statement =>
        {
            statement.Document("q"u8, query =>
            {
                query.Document("_id"u8, other => other.Uuid("$ne"u8, id));
                WriteAny(query, FieldPath.Document, place.Document);
                WriteAny(query, FieldPath.Ordinal, place.Ordinal);
                WriteAny(query, FieldPath.Of(RagFields.Version), place.Version);
            });
            statement.Int32("limit"u8, 0);
        }));
    }

    private static void WriteAny(BsonWriter query, string path, FieldValue value) => query.Document(BsonBuilding.Utf8(path), condition => condition.Array("$in"u8, values =>
    {
        foreach (var item in value.Items ?? []) FieldValues.Write(values, BsonWriter.Item, item);
        if (value.Items is null) FieldValues.Write(values, BsonWriter.Item, value);
    }));

    private static (FieldValue Document, FieldValue Ordinal, FieldValue Version)? Place(VectorRecord record) =>
        record.Fields.TryGetValue(RagFields.Document, out var document) && record.Fields.TryGetValue(RagFields.Ordinal, out var ordinal)
        && record.Fields.TryGetValue(RagFields.Version, out var version)
            ? (document, ordinal, version)
            : null;

    private static List<int> Duplicates(ReadOnlySpan<byte> reply, out bool hasOthers)
    {
        var met = new List<int>();
        hasOthers = false;
        var reader = new BsonReader(reply);
        while (reader.Read())
        {
            if (reader.NameIs("writeConcernError"u8)) hasOthers = true;
            if (!reader.NameIs("writeErrors"u8)) continue;
            var errors = reader.GetDocument();
            while (errors.Read())
            {
                var (index, code) = (0L, 0L);
                var error = errors.GetDocument();
                while (error.Read())
                {
                    if (error.NameIs("index"u8)) index = error.ToInt64();
                    else if (error.NameIs("code"u8)) code = error.ToInt64();
                }

                if (code == ErrorCodes.DuplicateKey) met.Add((int)index);
                else hasOthers = true;
            }
        }

        return met;
    }
}
