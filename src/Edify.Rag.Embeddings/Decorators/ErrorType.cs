using System.Globalization;

namespace Edify.Rag.Embeddings.Decorators;

/// <summary>The kind of an error in a word, for metrics, spans and logs: never its message, which may hold what was sent.</summary>
internal static class ErrorType
{
    /// <summary>HTTP's status where a server gave one, else the type of the exception.</summary>
    public static string Of(Exception error) => error is HttpRequestException { StatusCode: { } status }
        ? ((int)status).ToString(CultureInfo.InvariantCulture)
        : error.GetType().FullName ?? error.GetType().Name;
}
