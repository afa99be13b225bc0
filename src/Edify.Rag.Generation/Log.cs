using Microsoft.Extensions.Logging;

namespace Edify.Rag.Generation;

/// <summary>What the package logs: names and counts, never questions, answers or the text of documents.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "The prompt in '{File}' is in use as {Version}.")]
    public static partial void PromptRead(this ILogger logger, string file, string version);

    [LoggerMessage(2, LogLevel.Error, "A prompt in '{Folder}' can't be used, and the one before it stays in use: {Problem}")]
    public static partial void PromptUnusable(this ILogger logger, string folder, string problem);

    // Only the kind of error: its message may hold what was sent.
    [LoggerMessage(3, LogLevel.Warning, "Citations could not be graded by the language model ({Error}); they were checked by rules.")]
    public static partial void GradingFailed(this ILogger logger, string error);
}
