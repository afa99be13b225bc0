using System.ClientModel;
using System.Net.Sockets;
using System.Security.Authentication;
using Edify.Rag.Shared.Http;

namespace Edify.Rag.OpenAI.Connection;

/// <summary>Says what an answer or a fault means for who runs the program: what, where, and what to do.</summary>
/// <remarks>Nothing that a server wrote is passed on but codes, and no error of the SDK, whose messages quote the server.</remarks>
internal sealed class ServerErrors(OpenAIConnectionOptions options, TimeProvider time)
{
    private const int Overloaded = 529;

    /// <summary>The server's address.</summary>
    public string Address { get; } = options.Address.GetLeftPart(UriPartial.Path);

    /// <summary>The server, for people.</summary>
    public string Server => $"The model server at {Address}";

    /// <summary>What a refusal means that is not about the texts.</summary>
    public RagException Of(ServerAnswer answer, ErrorBody body) => answer.Status switch
    {
        401 when options.ApiKey is null => new RagConfigurationException($"{Server} asks for a key; set ApiKey."),
        401 => new RagConfigurationException($"{Server} refuses the key{Why(body)}; check ApiKey, and that it belongs to this server."),
        403 => new RagConfigurationException($"{Server} does not let this key use the model '{options.Model}'{Why(body)}; check the rights of ApiKey, Organization and Project."),
        404 when body.IsJson => new RagConfigurationException(
            $"{Server} has no model '{options.Model}', or none that does this{Why(body)}; check Model, that the server has loaded it, and Endpoint."),
        429 when IsOutOfQuota(body) => new ModelServiceException(
            Address, options.Model, $"The account at {Address} has no quota left{Why(body)}; add credit or raise its limit, then run again."),
        429 => Unavailable(answer, "has had too many requests", isOverload: true),
        503 or Overloaded => Unavailable(answer, "is overloaded, or starting", isOverload: true),
        501 => new RagConfigurationException($"{Server} does not serve this kind of model; start it with one that does, or check Endpoint."),
        408 or 409 or >= 500 => Unavailable(answer, $"failed with HTTP {answer.Status}{Why(body)}", isOverload: false),
        400 when body.IsAboutKey => new RagConfigurationException($"{Server} refuses the key; check ApiKey, and that it belongs to this server."),
        _ when !body.IsJson => NoApi($"it answers HTTP {answer.Status} without JSON"),
        _ => new RagConfigurationException($"{Server} refuses the request with HTTP {answer.Status}{Why(body)}; check Endpoint and Model."),
    };

    /// <summary>The address answers, but not as this API does.</summary>
    public RagConfigurationException NoApi(string because) =>
        new($"There is no API as OpenAI's at {Address}: {because}. Check Endpoint, which most often ends with \"/v1\".");

    /// <summary>The server answered what can't be used.</summary>
    public RagConfigurationException Unusable(string because) =>
        new($"{Server} can't be used with the model '{options.Model}': {because}.");

    /// <summary>The server has asked to be left alone, and time has not run out.</summary>
    public ModelServiceException LeftAlone(TimeSpan left) =>
        Unavailable($"{Server} has asked to be left alone for another {left.TotalSeconds:0.###} s.", isOverload: true, left);

    public ModelServiceException TooSlow(TimeSpan limit, Exception inner) =>
        Unavailable($"{Server} did not answer within {limit.TotalSeconds:0.###} s; check the server, or raise RequestTimeout.", isOverload: false, inner: inner);

    /// <summary>What kept a request from being answered; <see langword="null"/> where that is no fault of server or network.</summary>
    public RagException? Of(Exception fault)
    {
        while (fault is ClientResultException or AggregateException && fault.InnerException is { } inner) fault = inner;
        return fault switch
        {
            HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } or { InnerException: AuthenticationException } or AuthenticationException =>
                new RagConfigurationException(
                    $"No encrypted connection to {Address} could be made; check that Endpoint begins as the server speaks, https or http, and that this machine trusts its certificate.", fault),
            HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } =>
                Unavailable($"The host of {Address} is not known here; check Endpoint and the network.", isOverload: false, inner: fault),
            HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } or SocketException =>
                Unavailable($"{Server} can't be reached; check that it runs, and Endpoint.", isOverload: false, inner: fault),
            HttpRequestException or IOException =>
                Unavailable($"The connection to {Address} broke before the answer was there; try again.", isOverload: false, inner: fault),
            _ => null,
        };
    }

    private ModelServiceException Unavailable(ServerAnswer answer, string what, bool isOverload) =>
        Unavailable($"{Server} {what}; try again later, or send less at a time.", isOverload, answer.RetryAfter(time.GetUtcNow()));

    private ModelServiceException Unavailable(string message, bool isOverload, TimeSpan? retryAfter = null, Exception? inner = null) =>
        new(Address, options.Model, message, isTransient: true, inner) { IsOverload = isOverload, RetryAfter = retryAfter };

    private static bool IsOutOfQuota(ErrorBody body) => body.Code is "insufficient_quota" or "billing_hard_limit_reached" or "billing_not_active";

    private static string Why(ErrorBody body) => body.Code is { } code ? $" ({code})" : string.Empty;
}
