using Azure;
using Azure.Storage.Blobs.Models;

namespace Edify.Rag.Storage.AzureBlobs;

/// <summary>What of a blob is asked for.</summary>
internal static class AzureRange
{
    /// <exception cref="ArgumentOutOfRangeException">The range is no range.</exception>
    public static HttpRange Of(BlobRange? range)
    {
        if (range is not { } wanted) return default;
        if (wanted.Offset < 0 || wanted.Length < 1)
            throw new ArgumentOutOfRangeException(nameof(range), $"A range of {wanted.Length} bytes from {wanted.Offset} is none.");

        // A range that would reach past the last number there is reaches to the end.
        return new(wanted.Offset, wanted.Length > long.MaxValue - wanted.Offset ? null : wanted.Length);
    }

    public static BlobRequestConditions? Condition(string? etag) => etag is null ? null : new() { IfMatch = new ETag($"\"{etag}\"") };

    public static ArgumentOutOfRangeException PastEnd(string name, HttpRange range) =>
        new($"The range {range} does not start within blob '{name}'.", innerException: null);

    public static string Text(ETag etag) => etag.ToString().Trim('"');
}
