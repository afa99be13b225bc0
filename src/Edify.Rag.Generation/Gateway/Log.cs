using Microsoft.Extensions.Logging;

namespace Edify.Rag.Generation.Gateway;

/// <summary>What the gateway logs: names, reasons and waits, never texts or keys.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Debug, "The language model '{Model}' {Why}; try {Attempt} follows in {Delay}.")]
    public static partial void ModelRepeated(this ILogger logger, string model, string why, int attempt, TimeSpan delay);

    [LoggerMessage(2, LogLevel.Warning, "The language model '{Model}' {Why}; the next one is asked.")]
    public static partial void ModelPassedOver(this ILogger logger, string model, string why);

    [LoggerMessage(3, LogLevel.Warning, "Too many calls of the language model '{Model}' failed; nobody calls it for {Duration}.")]
    public static partial void BreakerOpened(this ILogger logger, string model, TimeSpan duration);

    [LoggerMessage(4, LogLevel.Information, "The language model '{Model}' answers again.")]
    public static partial void BreakerClosed(this ILogger logger, string model);

    [LoggerMessage(5, LogLevel.Warning, "The language model '{Model}' {Why}, in the middle of an answer.")]
    public static partial void ModelBrokeOff(this ILogger logger, string model, string why);
}
