namespace Edify.Rag;

/// <summary>The service that runs a model (an embedder, a language model) could not be reached, is overloaded, or does not serve this caller.</summary>
/// <param name="service">The service's address, without secrets.</param>
/// <param name="model">The model that was asked for.</param>
/// <param name="message">What went wrong and what to do.</param>
/// <param name="isTransient">Whether the same call may succeed later.</param>
/// <param name="innerException">The cause, when there is one that holds neither secrets nor texts.</param>
public sealed class ModelServiceException(string service, string model, string message, bool isTransient = false, Exception? innerException = null)
    : RagException(message, innerException)
{
    /// <summary>The service's address, without secrets.</summary>
    public string Service { get; } = service;

    /// <summary>The model that was asked for.</summary>
    public string Model { get; } = model;

    /// <inheritdoc/>
    public override bool IsTransient { get; } = isTransient;

    /// <summary>Whether the service asked for less: callers then do better to call less often, and not only later.</summary>
    public bool IsOverload { get; init; }

    /// <summary>Whether a part of the answer had been shown before it failed; nobody else then answers in its place.</summary>
    public bool IsPartial { get; init; }
}
