using Microsoft.Extensions.Logging;

namespace Edify.Rag.Qdrant;

/// <summary>What the package logs: addresses, collections, counts and waits, never keys, texts or values.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Debug, "Qdrant at {Address} failed for a reason that may pass; try {Attempt} follows in {Delay}.")]
    public static partial void RequestRepeated(this ILogger logger, string address, int attempt, TimeSpan delay);

    [LoggerMessage(2, LogLevel.Warning, "The API key goes to {Address} unencrypted; use https, unless the network between is trusted.")]
    public static partial void KeyUnencrypted(this ILogger logger, string address);

    [LoggerMessage(3, LogLevel.Information, "Made collection '{Collection}' at {Address} with {Dimension} dimensions.")]
    public static partial void CollectionMade(this ILogger logger, string collection, string address, int dimension);

    [LoggerMessage(4, LogLevel.Information, "Made the index '{Index}' of collection '{Collection}' at {Address}.")]
    public static partial void IndexMade(this ILogger logger, string index, string collection, string address);
}
