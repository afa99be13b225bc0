namespace Edify.Rag.MongoDb.Errors;

/// <summary>Numbers of errors that the client acts on.</summary>
internal static class ErrorCodes
{
    public const int Unauthorized = 13;
    public const int AuthenticationFailed = 18;
    public const int NamespaceNotFound = 26;
    public const int IndexNotFound = 27;
    public const int CursorNotFound = 43;
    public const int NamespaceExists = 48;
    public const int MaxTimeExpired = 50;
    public const int CommandNotFound = 59;
    public const int IndexConflict = 85;
    public const int IndexNameConflict = 86;
    public const int WriteConflict = 112;
    public const int DuplicateKey = 11000;

    /// <summary>The server is no primary (10107, 13435, 10058), shuts down (11600, 91), steps down (11602, 189) or recovers (13436).</summary>
    public static bool IsStateChange(int code) => code is 10107 or 13435 or 10058 or 11600 or 11602 or 13436 or 189 or 91;

    /// <summary>The server shuts down: no connection to it will do.</summary>
    public static bool IsShutdown(int code) => code is 11600 or 91;

    public static bool IsRetryableRead(int code) => code is 6 or 7 or 89 or 91 or 134 or 189 or 262 or 9001 or 10107 or 11600 or 11602 or 13435 or 13436;
}
