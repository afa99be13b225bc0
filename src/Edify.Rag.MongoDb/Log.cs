using Edify.Rag.MongoDb.Topology;
using Microsoft.Extensions.Logging;

namespace Edify.Rag.MongoDb;

/// <summary>What the package logs: servers and what became of them, never values.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "MongoDB at {Server} is {Kind}. {Reason}")]
    public static partial void ServerChanged(this ILogger logger, string server, ServerKind kind, string? reason);

    [LoggerMessage(2, LogLevel.Warning, "Connections to MongoDB at {Server} could not be made in advance.")]
    public static partial void PoolNotFilled(this ILogger logger, string server, Exception error);

    [LoggerMessage(3, LogLevel.Warning, "The MongoDB connection string: {Warning}")]
    public static partial void OptionNotUsed(this ILogger logger, string warning);

    [LoggerMessage(4, LogLevel.Debug, "The command '{Command}' is run again after: {Reason}")]
    public static partial void CommandRepeated(this ILogger logger, string command, string reason);

    [LoggerMessage(5, LogLevel.Information, "Collection '{Collection}' at {Location} has its search indexes.")]
    public static partial void SearchIndexesReady(this ILogger logger, string collection, string location);

    [LoggerMessage(6, LogLevel.Warning, "The search indexes of collection '{Collection}' at {Location} are not ready after {Waited}; every vector is compared until they are.")]
    public static partial void SearchIndexesLate(this ILogger logger, string collection, string location, TimeSpan waited);

    [LoggerMessage(7, LogLevel.Debug, "A search index of collection '{Collection}' at {Location} could not be asked, so the server searches without it: {Reason}")]
    public static partial void SearchIndexNotUsed(this ILogger logger, string collection, string location, string reason);
}
