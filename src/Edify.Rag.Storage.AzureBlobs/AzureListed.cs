using ListedBlob = Azure.Storage.Blobs.Models.BlobItem;

namespace Edify.Rag.Storage.AzureBlobs;

/// <summary>What an entry of a listing tells.</summary>
internal static class AzureListed
{
    private const string FolderMark = "hdi_isfolder";

    /// <summary>Whether it is a folder of a hierarchical namespace, or stands for one.</summary>
    public static bool IsFolder(ListedBlob blob) => blob.Metadata is { Count: > 0 } metadata && metadata.TryGetValue(FolderMark, out var mark) && mark == "true";

    /// <summary>Whether it stands for an empty folder, as tools leave them.</summary>
    public static bool IsPlaceholder(ListedBlob blob) => blob.Name.EndsWith('/') && blob.Properties.ContentLength is null or 0;

    /// <summary>Whether its place depends on how the service compares names.</summary>
    public static bool HasDoubtfulOrder(ReadOnlySpan<char> name) => name.ContainsAnyInRange('\uD800', '\uFFFF');

    public static BlobItem ToItem(ListedBlob blob) => new(
        blob.Name,
        blob.Properties.ContentLength ?? 0,
        blob.Properties.ETag is { } etag ? AzureRange.Text(etag) : string.Empty,
        (blob.Properties.LastModified ?? default).ToUniversalTime())
    {
        ContentType = AzureMediaType.Of(blob.Properties.ContentType),
        Metadata = AzureMetadata.Decode(blob.Metadata),
    };
}
