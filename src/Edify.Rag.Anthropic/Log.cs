using Microsoft.Extensions.Logging;

namespace Edify.Rag.Anthropic;

/// <summary>What the package logs: settings by name, never texts or keys.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Error, "Changed settings of a language model are not applied: {Why}")]
    public static partial void SettingsNotApplied(this ILogger logger, string why);
}
