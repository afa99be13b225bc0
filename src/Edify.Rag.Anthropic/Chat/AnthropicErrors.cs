using System.Net.Sockets;
using System.Security.Authentication;
using System.Text.Json;
using Anthropic.Exceptions;
using Edify.Rag.Shared.Http;

namespace Edify.Rag.Anthropic.Chat;

/// <summary>Says what a refusal or a fault means for who runs the program: what, where, and what to do.</summary>
/// <remarks>Nothing that a server wrote is passed on but codes, and no error of the SDK, whose messages quote the server.</remarks>
internal sealed class AnthropicErrors(AnthropicChatOptions options)
{
    private const int Overloaded = 529;

    private readonly string _address = options.Address.GetLeftPart(UriPartial.Path);

    /// <summary>What a refusal means.</summary>
    public RagException Of(int status, ErrorBody body, TimeSpan? retryAfter) => status switch
    {
        401 => new RagConfigurationException($"{Service} refuses the key{Why(body)}; check ApiKey."),
        403 => new RagConfigurationException($"{Service} does not let this key use the model '{options.Model}'{Why(body)}; check the rights of ApiKey."),
        404 => new RagConfigurationException($"{Service} has no model '{options.Model}', or is no API as Anthropic's{Why(body)}; check Model and Endpoint."),
        402 => NoCredit(body),
        400 when body.Speaks("credit balance") => NoCredit(body),
        413 => TooLong(body),
        400 or 422 when body.Speaks("prompt is too long", "too many tokens", "context window", "context limit") => TooLong(body),
        400 or 422 when body.IsJson => new ModelRefusalException(
            _address, ModelRefusal.Invalid, $"{Service} refuses the request with HTTP {status}{Why(body)}; check MaxOutputTokens, Temperature and what the call asks for."),
        429 => Unavailable("has had too many requests", isOverload: true, retryAfter),
        503 or Overloaded => Unavailable("is overloaded", isOverload: true, retryAfter),
        408 or 409 or >= 500 => Unavailable($"failed with HTTP {status}{Why(body)}", isOverload: false, retryAfter),
        _ => new RagConfigurationException($"{Service} refuses the request with HTTP {status}{Why(body)}; check Endpoint and Model."),
    };

    /// <summary>The answer ended before the service had said that it was complete.</summary>
    public ModelServiceException BrokenOff(Exception? inner = null) => Unavailable("broke off before the answer was there", isOverload: false, inner: inner);

    /// <summary>What kept a request from being answered; <see langword="null"/> where that is no fault of service or network.</summary>
    public RagException? Of(Exception fault)
    {
        if (fault is RagException known) return known;
        if (fault is AnthropicSseException or AnthropicApiException) return OfEvent((AnthropicServiceException)fault);
        if (fault is AnthropicInvalidDataException or JsonException or FormatException) return Unavailable("answers what can't be read", isOverload: false);
        while (fault is AnthropicException or AggregateException && fault.InnerException is { } inner)
        {
            if (inner is RagException told) return told;
            fault = inner;
        }

        return fault switch
        {
            HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } or { InnerException: AuthenticationException } or AuthenticationException =>
                new RagConfigurationException($"No encrypted connection to {_address} could be made; check Endpoint, and that this machine trusts its certificate.", fault),
            HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError } or SocketException =>
                Unavailable("can't be reached; check the network and Endpoint", isOverload: false, inner: fault),
            HttpRequestException or IOException => BrokenOff(fault),
            AnthropicException => Unavailable("failed", isOverload: false),
            OperationCanceledException => Unavailable("did not answer in time", isOverload: false),
            _ => null,
        };
    }

    // An error that comes in place of a piece of a stream has no status, only a kind.
    private ModelServiceException OfEvent(AnthropicServiceException fault)
    {
        var code = ErrorBody.Read(JsonSerializer.SerializeToUtf8Bytes(fault.Body, ErrorJson.Default.JsonElement)).Code;
        return Unavailable($"broke its answer off with an error{(code is null ? string.Empty : $" ({code})")}", isOverload: code is "overloaded_error" or "rate_limit_error");
    }

    private string Service => $"Anthropic's service at {_address}";

    private ModelServiceException NoCredit(ErrorBody body) =>
        new(_address, options.Model, $"The account at {_address} has no credit left{Why(body)}; add some, then ask again.");

    private ModelRefusalException TooLong(ErrorBody body) =>
        new(_address, ModelRefusal.TooLong, $"{Service} finds the prompt too long{Why(body)}; lower the context budget, or choose a model that reads more.");

    private ModelServiceException Unavailable(string what, bool isOverload, TimeSpan? retryAfter = null, Exception? inner = null) =>
        new(_address, options.Model, $"{Service} {what}; try again later.", isTransient: true, inner) { IsOverload = isOverload, RetryAfter = retryAfter };

    private static string Why(ErrorBody body) => body.Code is { } code ? $" ({code})" : string.Empty;
}
