namespace Edify.Rag.Storage.S3;

internal static class S3Time
{
    /// <summary>A time of the SDK, which tells in some answers local time and in others UTC.</summary>
    public static DateTimeOffset? Utc(DateTime? time) => time is { } value ? new DateTimeOffset(value.ToUniversalTime()) : null;
}
