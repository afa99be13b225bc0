using Microsoft.Extensions.Logging;

namespace Edify.Rag.OpenAI;

/// <summary>What the package logs: addresses, models, counts and waits, never texts, keys or what a server wrote.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Debug, "The model server at {Address} failed for a reason that may pass; try {Attempt} follows in {Delay}.")]
    public static partial void RequestRepeated(this ILogger logger, string address, int attempt, TimeSpan delay);

    [LoggerMessage(2, LogLevel.Information, "The model server at {Address} has taken no more than {Texts} texts a request; from now on none has more.")]
    public static partial void RequestsMadeSmaller(this ILogger logger, string address, int texts);

    [LoggerMessage(3, LogLevel.Warning, "A text had more tokens than the model '{Model}' takes, and its end was left out; further ones are not reported. Smaller chunks avoid it.")]
    public static partial void TextCut(this ILogger logger, string model);
}
