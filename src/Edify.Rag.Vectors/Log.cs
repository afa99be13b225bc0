using Microsoft.Extensions.Logging;

namespace Edify.Rag.Vectors;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Warning, "The journal of '{Directory}' ended in a write that was cut short; {Bytes} bytes that were never acknowledged were dropped.")]
    public static partial void TornTailCut(ILogger logger, string directory, long bytes);

    [LoggerMessage(2, LogLevel.Error, "The journal of '{Directory}' could not be made a segment. Nothing is lost, and the next write tries again, but look at the free space.")]
    public static partial void SealFailed(ILogger logger, Exception exception, string directory);
}
