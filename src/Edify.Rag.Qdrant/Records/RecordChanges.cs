using Edify.Rag.Qdrant.Collections;
using Edify.Rag.Qdrant.Connection;
using Edify.Rag.Qdrant.Words;
using Edify.Rag.Shared.Vectors;

namespace Edify.Rag.Qdrant.Records;

/// <summary>Changes records. Each request waits until the server has made its change, and may be sent again.</summary>
internal sealed class RecordChanges(QdrantCalls calls, QdrantOptions options, WordVectors words)
{
    public async Task UpsertAsync(CollectionShape shape, IReadOnlyList<VectorRecord> records, CancellationToken cancellationToken)
    {
        var rows = UpsertBatches.Checked(records, shape.Dimension);
        var last = rows.GroupBy(row => row.Record.Id, (_, same) => same.Last()).ToList();
        var batches = new PointBatches(shape.Name, new(shape, words), options.MaxRequestBytes);
        batches.Check(last, nameof(records));
        foreach (var batch in batches.Of(last))
        {
            cancellationToken.ThrowIfCancellationRequested();
            await calls.ChangeAsync(batch, cancellationToken).ConfigureAwait(false);
        }
    }

    public Task DeleteAsync(CollectionShape shape, byte[] filter, CancellationToken cancellationToken) =>
        calls.ChangeAsync(QdrantRequest.Post($"/collections/{shape.Name}/points/delete?wait=true", json =>
        {
            json.WritePropertyName("filter");
            json.WriteRawValue(filter, skipInputValidation: true);
        }), cancellationToken);

    public Task SetAsync(CollectionShape shape, byte[] filter, IReadOnlyDictionary<string, FieldValue> fields, CancellationToken cancellationToken) => fields.Count == 0
        ? Task.CompletedTask
        : calls.ChangeAsync(QdrantRequest.Post($"/collections/{shape.Name}/points/payload?wait=true", json =>
        {
            json.WriteStartObject("payload");
            foreach (var (field, value) in fields) FieldJson.WriteChange(json, field, value);
            json.WriteEndObject();
            json.WritePropertyName("filter");
            json.WriteRawValue(filter, skipInputValidation: true);
        }), cancellationToken);
}
