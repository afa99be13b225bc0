using System.Data.Common;
using System.Globalization;

namespace Edify.Rag.Vectors.Telemetry;

/// <summary>The kind of an error in a word, for spans and metrics: never its message.</summary>
internal static class StoreError
{
    /// <summary>The server's own code: SQLSTATE or HTTP's status; <see langword="null"/> where it gave none.</summary>
    public static string? StatusOf(Exception error)
    {
        for (var cause = error; cause is not null; cause = cause.InnerException)
        {
            if (cause is DbException { SqlState: { Length: > 0 } state }) return state;
            if (cause is HttpRequestException { StatusCode: { } status }) return ((int)status).ToString(CultureInfo.InvariantCulture);
        }

        return null;
    }

    /// <summary>The server's code, else the type of what a store's error was made of, else of the error.</summary>
    public static string TypeOf(Exception error) => StatusOf(error) ?? NameOf(error is VectorStoreException { InnerException: { } cause } ? cause : error);

    private static string NameOf(Exception error) => error.GetType().FullName ?? error.GetType().Name;
}
