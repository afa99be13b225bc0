using Microsoft.Extensions.Logging;

namespace Edify.Rag.Postgres;

/// <summary>What the package logs: places, versions and SQLSTATEs, never values.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Brought the schema at {Location} from version {From} to {To}.")]
    public static partial void SchemaMigrated(this ILogger logger, string location, int from, int to);

    [LoggerMessage(2, LogLevel.Debug, "A transaction at {Location} met another one ({SqlState}) and is run again, try {Attempt}.")]
    public static partial void TransactionRepeated(this ILogger logger, string location, string sqlState, int attempt);

    [LoggerMessage(3, LogLevel.Information, "Collection '{Collection}' at {Location} has its vector index.")]
    public static partial void VectorIndexBuilt(this ILogger logger, string collection, string location);

    [LoggerMessage(4, LogLevel.Warning, "The vector index of collection '{Collection}' at {Location} can't be built; every vector is compared until the next try. {Reason}")]
    public static partial void VectorIndexFailed(this ILogger logger, string collection, string location, string reason);

    [LoggerMessage(5, LogLevel.Warning, "Vectors of collection '{Collection}' at {Location} have {Dimension} dimensions, and an index takes {Most}: every vector is compared. Vectors.Elements = Half doubles what it takes.")]
    public static partial void VectorsTooLong(this ILogger logger, string collection, string location, int dimension, int most);
}
