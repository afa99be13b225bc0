using System.Net.Sockets;
using System.Security.Authentication;

namespace Edify.Rag.Storage.AzureBlobs;

/// <summary>Tells why no answer came, as the end of a sentence about the host.</summary>
internal static class AzureReach
{
    public static string Reason(Exception error)
    {
        for (var e = error; e is not null; e = e.InnerException)
        {
            switch (e)
            {
                case SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain }:
                case HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError }:
                    return "its name is not known; check the account's name and this machine's network";
                case SocketException { SocketErrorCode: SocketError.ConnectionRefused }: return "nothing answers there";
                case SocketException { SocketErrorCode: SocketError.TimedOut }: return "it did not answer in time";
                case SocketException { SocketErrorCode: SocketError.NetworkUnreachable or SocketError.HostUnreachable }: return "no network leads there";
                case AuthenticationException: return "no secure connection could be made; check its certificate and this machine's clock";
                case OperationCanceledException: return "it did not answer in time";
            }
        }

        return "the connection broke";
    }
}
