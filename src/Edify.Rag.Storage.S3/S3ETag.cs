namespace Edify.Rag.Storage.S3;

/// <summary>Version tokens: quoted in HTTP, unquoted in the contract.</summary>
internal static class S3ETag
{
    public static string Unquoted(string? etag) => etag?.Trim('"') ?? string.Empty;

    public static string? Quoted(string? etag) => etag is null ? null : $"\"{etag}\"";
}
