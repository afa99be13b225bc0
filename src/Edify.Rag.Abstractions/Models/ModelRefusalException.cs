namespace Edify.Rag;

/// <summary>A language model, or the service in front of it, refused a request for what it holds. No other model is asked instead.</summary>
/// <remarks>The message never repeats the request or what the service wrote about it.</remarks>
/// <param name="service">The service's address, or the model's name in the pipeline; without secrets.</param>
/// <param name="reason">Why.</param>
/// <param name="message">What was refused and what to do.</param>
/// <param name="innerException">The cause, when there is one that holds neither secrets nor texts.</param>
public sealed class ModelRefusalException(string service, ModelRefusal reason, string message, Exception? innerException = null)
    : RagException(message, innerException)
{
    /// <summary>The service's address, or the model's name in the pipeline.</summary>
    public string Service { get; } = service;

    /// <summary>Why.</summary>
    public ModelRefusal Reason { get; } = reason;

    /// <summary>Whether a part of the answer had been shown before.</summary>
    public bool IsPartial { get; init; }
}

/// <summary>Why a request was refused.</summary>
public enum ModelRefusal
{
    /// <summary>The service finds it wrong: a setting or a message that it does not take.</summary>
    Invalid,

    /// <summary>It is longer than the model reads.</summary>
    TooLong,

    /// <summary>A content filter stopped the request or the answer.</summary>
    ContentFilter,
}
