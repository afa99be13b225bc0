using Microsoft.Extensions.Logging;

namespace Edify.Rag.Postgres;

/// <summary>What the package logs: places, versions and SQLSTATEs, never values.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Brought the schema at {Location} from version {From} to {To}.")]
    public static partial void SchemaMigrated(this ILogger logger, string location, int from, int to);

    [LoggerMessage(2, LogLevel.Debug, "A transaction at {Location} met another one ({SqlState}) and is run again, try {Attempt}.")]
    public static partial void TransactionRepeated(this ILogger logger, string location, string sqlState, int attempt);
}
