using System.Text.Json;
using System.Text.Json.Serialization;

namespace Edify.Rag.Hosting.Ingestion.Workers;

/// <summary>What is to be done with a document: the payload of its job, whose key is the document's name.</summary>
/// <param name="Blob">The version to process; <see langword="null"/> when it is gone and its chunks are to go too.</param>
/// <param name="GivenUp">Why it goes into quarantine without being read; <see langword="null"/> when it does not.</param>
internal sealed record DocumentOrder(BlobItem? Blob, string? GivenUp = null)
{
    public static DocumentOrder Gone { get; } = new((BlobItem?)null);

    public static DocumentOrder? Decode(string payload)
    {
        try
        {
            return JsonSerializer.Deserialize(payload, OrderJson.Default.OrderPayload)?.ToOrder();
        }
        catch (JsonException)
        {
            return null; // of another program or version
        }
    }

    public JobRequest ToJob(WorkerIdentity identity, string name, int maxAttempts) =>
        new(identity.Tenant, identity.Documents, name, JsonSerializer.Serialize(OrderPayload.Of(this), OrderJson.Default.OrderPayload)) { MaxAttempts = maxAttempts };
}

/// <summary>An order as it is written.</summary>
internal sealed record OrderPayload(
    string? Name, long Size, string? ETag, DateTimeOffset LastModified, string? ContentType, Dictionary<string, string>? Metadata, string? GivenUp)
{
    public static OrderPayload Of(DocumentOrder order) => order.Blob is { } blob
        ? new(blob.Name, blob.Size, blob.ETag, blob.LastModified, blob.ContentType, blob.Metadata.Count > 0 ? new(blob.Metadata.OrderBy(m => m.Key, StringComparer.Ordinal)) : null, order.GivenUp)
        : new(null, 0, null, default, null, null, order.GivenUp);

    public DocumentOrder ToOrder()
    {
        if (Name is null || ETag is null) return DocumentOrder.Gone;
        var blob = new BlobItem(Name, Size, ETag, LastModified) { ContentType = ContentType };
        return new(Metadata is { } metadata ? blob with { Metadata = metadata } : blob, GivenUp);
    }
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(OrderPayload))]
internal sealed partial class OrderJson : JsonSerializerContext;
