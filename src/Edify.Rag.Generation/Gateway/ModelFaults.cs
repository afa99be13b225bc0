using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace Edify.Rag.Generation.Gateway;

/// <summary>What a failed call means for those that follow.</summary>
internal enum FaultKind
{
    /// <summary>It was not made at all; the next model is asked, and this one is not held to have failed.</summary>
    NotAsked,

    /// <summary>The same call may succeed soon.</summary>
    Passing,

    /// <summary>It won't soon; the next model is asked.</summary>
    Lasting,

    /// <summary>No model is asked any more: the caller or the settings are to blame.</summary>
    Final,
}

/// <summary>What an error says.</summary>
/// <param name="Kind">What follows from it.</param>
/// <param name="Why">What happened, as the rest of a sentence that begins with the model's name; never a text of questions or answers.</param>
/// <param name="RetryAfter">How long the service asked to be left alone, if it said so.</param>
internal readonly record struct ModelFault(FaultKind Kind, string Why, TimeSpan? RetryAfter = null);

/// <summary>A fault that the gateway itself finds.</summary>
internal sealed class ModelFaultException(FaultKind kind, string why, TimeSpan? retryAfter = null) : Exception(why)
{
    public ModelFault Fault { get; } = new(kind, why, retryAfter);
}

/// <summary>Tells faults that pass from those that stay, and both from those of the caller: the one place that decides it.</summary>
/// <remarks>
/// Errors of this library say so themselves. Clients are anybody's, so theirs are told by HTTP's status. An error that wraps
/// another one and says nothing itself is what it wraps; one that nothing is known of lets the next model be asked.
/// </remarks>
internal static class ModelFaults
{
    private const int Deepest = 8;

    public static ModelFault Classify(Exception error)
    {
        var current = error;
        for (var depth = 0; current is not null && depth < Deepest; depth++)
        {
            if (Of(current) is { } fault) return fault;
            current = current.InnerException;
        }

        return new(FaultKind.Lasting, $"failed ({error.GetType().Name})");
    }

    /// <summary>A final fault as callers know it.</summary>
    public static Exception ToFinal(Exception error, string model)
    {
        if (error is RagException or ArgumentException) return error;
        var status = StatusOf(error);
        return status is HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.UnprocessableEntity
            ? new ModelRefusalException(model, ModelRefusal.Invalid, $"The language model '{model}' refuses the request with HTTP {Number(status)}; check its settings and the length of the prompt.")
            : new RagConfigurationException($"The language model '{model}' can't be used: it answers HTTP {Number(status)}. Check its address, its key and what the key may do.");
    }

    // Null where the error says nothing about itself.
    private static ModelFault? Of(Exception error) => error switch
    {
        ModelFaultException own => own.Fault,
        ModelServiceException { IsTransient: true } service => new(FaultKind.Passing, service.IsOverload ? "is overloaded" : "is unavailable", service.RetryAfter),
        ModelServiceException => new(FaultKind.Lasting, "does not serve this account"),
        ModelRefusalException or RagConfigurationException or RagInputException => new(FaultKind.Final, "refuses the call"),
        RagException rag => new(rag.IsTransient ? FaultKind.Passing : FaultKind.Lasting, $"failed ({rag.GetType().Name})", rag.RetryAfter),
        HttpRequestException { StatusCode: { } status } => OfStatus(status),
        HttpRequestException or SocketException or IOException => new(FaultKind.Passing, "can't be reached, or broke off"),
        TimeoutException or OperationCanceledException => new(FaultKind.Lasting, "did not answer in time"),
        JsonException or FormatException => new(FaultKind.Passing, "answered what can't be read"),
        ArgumentException => new(FaultKind.Final, "does not take the call"),
        _ => null,
    };

    private static ModelFault OfStatus(HttpStatusCode status) => status switch
    {
        HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable => new(FaultKind.Passing, "is overloaded"),
        HttpStatusCode.RequestTimeout or HttpStatusCode.Conflict or >= HttpStatusCode.InternalServerError => new(FaultKind.Passing, $"answered HTTP {Number(status)}"),
        _ => new(FaultKind.Final, $"answered HTTP {Number(status)}"),
    };

    private static HttpStatusCode? StatusOf(Exception? error)
    {
        for (var depth = 0; error is not null && depth < Deepest; depth++, error = error.InnerException)
        {
            if (error is HttpRequestException { StatusCode: { } status }) return status;
        }

        return null;
    }

    private static string Number(HttpStatusCode? status) => status is { } known ? ((int)known).ToString(CultureInfo.InvariantCulture) : "an error";
}
