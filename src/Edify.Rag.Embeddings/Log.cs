using Microsoft.Extensions.Logging;

namespace Edify.Rag.Embeddings;

/// <summary>What the package logs: counts, models and durations. Texts stand in messages at Trace only.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Debug, "Embedding {Count} texts as {Purpose} by {Model}.")]
    public static partial void Embedding(this ILogger logger, int count, EmbeddingPurpose purpose, string model);

    [LoggerMessage(2, LogLevel.Trace, "Text {Index} of {Count}: {Text}")]
    public static partial void EmbeddedText(this ILogger logger, int index, int count, string text);

    [LoggerMessage(3, LogLevel.Debug, "Embedded {Count} texts by {Model} in {Milliseconds} ms; {Tokens} tokens.")]
    public static partial void Embedded(this ILogger logger, int count, string model, double milliseconds, long? tokens);

    [LoggerMessage(4, LogLevel.Debug, "Embedding {Count} texts by {Model} was cancelled after {Milliseconds} ms.")]
    public static partial void EmbeddingCancelled(this ILogger logger, int count, string model, double milliseconds);

    // Only the kind of error: its message may hold what was sent. Whoever catches it may log it.
    [LoggerMessage(5, LogLevel.Error, "Embedding {Count} texts by {Model} failed after {Milliseconds} ms: {Error}.")]
    public static partial void EmbeddingFailed(this ILogger logger, int count, string model, double milliseconds, string error);

    [LoggerMessage(10, LogLevel.Warning, "The {Tier} tier of the embedding cache failed ({Error}) and is left alone for {Pause}; embedding goes on without it.")]
    public static partial void CacheTierFailed(this ILogger logger, string tier, string error, TimeSpan pause);

    [LoggerMessage(11, LogLevel.Information, "The embedding cache in '{Directory}' is written by another process; this one reads it.")]
    public static partial void CacheIsRead(this ILogger logger, string directory);

    [LoggerMessage(12, LogLevel.Debug, "The embedding cache in '{Directory}' was opened: {Vectors} vectors in {Segments} segments.")]
    public static partial void CacheOpened(this ILogger logger, string directory, int vectors, int segments);

    [LoggerMessage(13, LogLevel.Debug, "The oldest segment of the embedding cache in '{Directory}' was deleted; {Segments} are left.")]
    public static partial void CacheSegmentDropped(this ILogger logger, string directory, int segments);
}
