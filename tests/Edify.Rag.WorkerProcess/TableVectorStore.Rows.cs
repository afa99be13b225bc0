using System.Globalization;
using System.Text.Json;
using Npgsql;

namespace Edify.Rag.WorkerProcess;

public sealed partial class TableVectorStore
{
    private sealed record StoredField(string Name, FieldKind Kind, string[] Texts);

    private sealed record StoredContent(string Text, StoredField[] Fields);

    private async Task<CollectionInfo> NeedAsync(string collection, string operation, CancellationToken cancellationToken) =>
        await GetCollectionAsync(collection, cancellationToken) ?? throw Error(collection, operation, $"There is no collection '{collection}'.");

    private async Task<long> ChangeAsync(
        string collection, string operation, VectorFilter filter, Action<VectorRecord, List<NpgsqlBatchCommand>> change, CancellationToken cancellationToken)
    {
        await NeedAsync(collection, operation, cancellationToken);
        await using var connection = await _database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var records = await RowsAsync(connection, collection, filter, "FOR UPDATE", cancellationToken);
        var commands = new List<NpgsqlBatchCommand>();
        foreach (var record in records) change(record, commands);
        await using var batch = new NpgsqlBatch(connection, transaction);
        foreach (var command in commands) batch.BatchCommands.Add(command);
        if (commands.Count > 0) await batch.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return records.Count;
    }

    private async Task<List<VectorRecord>> RowsAsync(string collection, VectorFilter filter, CancellationToken cancellationToken)
    {
        await using var connection = await _database.OpenConnectionAsync(cancellationToken);
        return await RowsAsync(connection, collection, filter, string.Empty, cancellationToken);
    }

    private async Task<List<VectorRecord>> RowsAsync(NpgsqlConnection connection, string collection, VectorFilter filter, string suffix, CancellationToken cancellationToken)
    {
        var documents = DocumentsOf(filter);
        await using var command = new NpgsqlCommand(
            $"SELECT id, content, vector FROM \"{schema}\".vector_records WHERE collection = $1 {(documents is null ? string.Empty : "AND document = ANY($2)")} ORDER BY id {suffix}", connection);
        command.Parameters.Add(new() { Value = collection });
        if (documents is not null) command.Parameters.Add(new() { Value = documents });
        var records = new List<VectorRecord>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var content = JsonSerializer.Deserialize<StoredContent>(reader.GetFieldValue<byte[]>(1))!;
            var record = new VectorRecord(reader.GetGuid(0), content.Text, content.Fields.ToDictionary(f => f.Name, Value)) { Vector = reader.GetFieldValue<float[]>(2) };
            if (filter.Matches(record.Fields)) records.Add(record);
        }

        return [.. records.OrderBy(r => r.Id)];
    }

    // The rows that a condition can be about, where it names documents.
    private static string[]? DocumentsOf(VectorFilter filter) => filter switch
    {
        VectorFilter.EqualFilter { Field: RagFields.Document } f => [f.Value.AsText()],
        VectorFilter.AnyOfFilter { Field: RagFields.Document } f => [.. f.Values.Select(v => v.AsText())],
        VectorFilter.AndFilter f => f.Operands.Select(DocumentsOf).FirstOrDefault(d => d is not null),
        _ => null,
    };

    private NpgsqlBatchCommand Upsert(string collection, VectorRecord record)
    {
        var content = new StoredContent(record.Text, [.. record.Fields.Select(f => new StoredField(f.Key, f.Value.Kind, Texts(f.Value)))]);
        var document = record.Fields.TryGetValue(RagFields.Document, out var named) ? named.AsText() : string.Empty;
        return Command(
            $"""
            INSERT INTO "{schema}".vector_records VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (collection, id) DO UPDATE SET document = excluded.document, content = excluded.content, vector = excluded.vector
            """,
            collection, record.Id, document, JsonSerializer.SerializeToUtf8Bytes(content), record.Vector.ToArray());
    }

    private static string[] Texts(FieldValue value) => value.Kind switch
    {
        FieldKind.Texts => [.. value.Items!],
        FieldKind.Integer => [value.AsInteger().ToString(CultureInfo.InvariantCulture)],
        FieldKind.Number => [value.AsNumber().ToString("R", CultureInfo.InvariantCulture)],
        FieldKind.Boolean => [value.AsBoolean() ? "true" : "false"],
        FieldKind.Time => [value.AsTime().ToString("O", CultureInfo.InvariantCulture)],
        _ => [value.AsText()],
    };

    private static FieldValue Value(StoredField field) => field.Kind switch
    {
        FieldKind.Texts => FieldValue.Many(field.Texts),
        FieldKind.Integer => long.Parse(field.Texts[0], CultureInfo.InvariantCulture),
        FieldKind.Number => double.Parse(field.Texts[0], CultureInfo.InvariantCulture),
        FieldKind.Boolean => field.Texts[0] == "true",
        FieldKind.Time => DateTimeOffset.Parse(field.Texts[0], CultureInfo.InvariantCulture),
        _ => field.Texts[0],
    };

    private static NpgsqlBatchCommand Command(string sql, params object[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command;
    }

    private async Task<int> ExecuteAsync(string sql, CancellationToken cancellationToken, params object[] values)
    {
        await using var command = _database.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<List<T>> ReadAsync<T>(string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken, params object[] values)
    {
        await using var command = _database.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        var rows = new List<T>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) rows.Add(read(reader));
        return rows;
    }

    private VectorStoreException Error(string collection, string operation, string message) => new($"table in {schema}", collection, operation, message);
}
