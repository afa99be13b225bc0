namespace Edify.Rag.Storage.S3;

/// <summary>One page of a listing, in the order of the server.</summary>
/// <param name="Blobs">The blobs, without the placeholders of folders.</param>
/// <param name="Last">The name that the next page follows on.</param>
/// <param name="HasMore">Whether there is a next page.</param>
internal sealed record S3Page(IReadOnlyList<BlobItem> Blobs, string Last, bool HasMore);
