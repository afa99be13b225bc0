using System.Security.Authentication;

namespace Edify.Rag.Storage.S3;

/// <summary>Why a host could not be reached, as far as the network tells.</summary>
internal static class S3Network
{
    public static string Reason(Exception e)
    {
        var error = (e as HttpRequestException)?.HttpRequestError;
        if (error == HttpRequestError.SecureConnectionError || Cause<AuthenticationException>(e) is not null)
            return $"no secure connection could be made. {Innermost(e).Message}";
        return error switch
        {
            HttpRequestError.NameResolutionError => "its name is not known. Check the endpoint, and whether the server needs the bucket in the path.",
            HttpRequestError.ConnectionError => $"no connection could be made. {e.Message}",
            _ => e.Message,
        };
    }

    private static Exception Innermost(Exception e) => e.InnerException is { } cause ? Innermost(cause) : e;

    private static T? Cause<T>(Exception? e) where T : Exception
    {
        while (e is not null and not T) e = e.InnerException;
        return e as T;
    }
}
