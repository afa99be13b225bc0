using Edify.Rag.MongoDb.Bson;
using Edify.Rag.MongoDb.Vectors.Collections;
using Edify.Rag.MongoDb.Vectors.Filtering;
using Edify.Rag.MongoDb.Vectors.Records;

namespace Edify.Rag.MongoDb.Vectors.Writing;

/// <summary>Keeps the documents collection, which tells people and other programs of which documents there are records.</summary>
/// <remarks>The store itself never reads it; it follows the records, each time a moment later.</remarks>
internal sealed class DocumentsView(MongoDbDatabase database)
{
    private static readonly string[] Shown = [RagFields.Tenant, RagFields.Source, RagFields.Name, RagFields.Title, RagFields.Modified];

    /// <summary>Notes the documents of records that were written.</summary>
    public async Task AddAsync(CollectionEntry entry, IEnumerable<VectorRecord> records, CancellationToken cancellationToken)
    {
        var documents = records
            .Where(record => record.Fields.TryGetValue(RagFields.Document, out var document) && document.Kind == FieldKind.Text)
            .GroupBy(record => record.Fields[RagFields.Document].AsText(), StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Last(), StringComparer.Ordinal);
        if (documents.Count == 0) return;
        await database.WriteAsync(
            command =>
            {
                command.String("update"u8, entry.Documents);
                command.Boolean("ordered"u8, false);
                command.Array("updates"u8, updates =>
                {
                    foreach (var (id, record) in documents) updates.Item(statement => WriteUpsert(statement, id, record));
                });
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The documents that records matching a filter are of.</summary>
    public Task<List<string>> OfAsync(CollectionEntry entry, VectorFilter filter, CancellationToken cancellationToken) => GroupAsync(
        entry,
        match =>
        {
            match.Document("document_id"u8, static condition => condition.String("$type"u8, "string"u8));
            match.Array("$and"u8, both => both.Item(condition => FilterBson.Write(condition, filter)));
        },
        cancellationToken);

    /// <summary>Strikes out those of the documents that have no record any more.</summary>
    public async Task RemoveAsync(CollectionEntry entry, IReadOnlyCollection<string> documents, CancellationToken cancellationToken)
    {
        foreach (var some in documents.Chunk(10_000))
        {
            var left = await GroupAsync(entry, match => WriteAny(match, "document_id"u8, some), cancellationToken).ConfigureAwait(false);
            var gone = some.Except(left, StringComparer.Ordinal).ToList();
            if (gone.Count == 0) continue;
            await database.WriteAsync(
                command =>
                {
                    command.String("delete"u8, entry.Documents);
                    command.Array("deletes"u8, deletes => deletes.Item(statement =>
                    {
                        statement.Document("q"u8, query => WriteAny(query, "_id"u8, gone));
                        statement.Int32("limit"u8, 0);
                    }));
                },
                cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Whether a change of fields shows here.</summary>
    public static bool Shows(IReadOnlyDictionary<string, FieldValue> fields) => Shown.Any(fields.ContainsKey);

    /// <summary>Changes what is shown of documents.</summary>
    public async Task ChangeAsync(CollectionEntry entry, IReadOnlyCollection<string> documents, IReadOnlyDictionary<string, FieldValue> fields, CancellationToken cancellationToken)
    {
        foreach (var some in documents.Chunk(10_000))
        {
            await database.WriteAsync(
                command =>
                {
                    command.String("update"u8, entry.Documents);
                    command.Array("updates"u8, updates => updates.Item(statement =>
                    {
                        statement.Document("q"u8, query => WriteAny(query, "_id"u8, some));
                        statement.Document("u"u8, update => FieldChange.Write(update, fields.Where(f => Shown.Contains(f.Key)), static name => name));
                        statement.Boolean("multi"u8, true);
                    }));
                },
                cancellationToken).ConfigureAwait(false);
        }
    }

    private Task<List<string>> GroupAsync(CollectionEntry entry, Action<BsonWriter> match, CancellationToken cancellationToken) => database.AggregateAsync(
        entry.Embeddings,
        stages =>
        {
            stages.Item(stage => stage.Document("$match"u8, match));
            stages.Item(static stage => stage.Document("$group"u8, static group => group.String("_id"u8, "$document_id"u8)));
        },
        static reader => reader.Find("_id"u8) ? StoredText.Read(reader.GetString()) : string.Empty,
        cancellationToken);

    private static void WriteUpsert(BsonWriter statement, string id, VectorRecord record)
    {
        statement.Document("q"u8, query => query.String("_id"u8, StoredText.Of(id)));
        statement.Document("u"u8, update => update.Document("$set"u8, set =>
        {
            set.String("document_id"u8, StoredText.Of(id));
            foreach (var field in Shown)
            {
                if (record.Fields.TryGetValue(field, out var value) && value.Items is not { Count: 0 }) FieldValues.Write(set, BsonBuilding.Utf8(field), value);
            }

            set.String("status"u8, "ready"u8);
        }));
        statement.Boolean("upsert"u8, true);
    }

    private static void WriteAny(BsonWriter query, ReadOnlySpan<byte> path, IEnumerable<string> documents) => query.Document(path, condition => condition.Array("$in"u8, values =>
    {
        foreach (var document in documents) values.Item(StoredText.Of(document));
    }));
}
