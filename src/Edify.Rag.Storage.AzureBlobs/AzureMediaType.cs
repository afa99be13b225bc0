namespace Edify.Rag.Storage.AzureBlobs;

internal static class AzureMediaType
{
    // What the service records for an upload without one, so it tells nothing.
    private const string Unknown = "application/octet-stream";

    public static string? Of(string? contentType) => contentType is { Length: > 0 } && contentType != Unknown ? contentType : null;
}
