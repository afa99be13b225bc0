using System.Net;

namespace Edify.Rag.Qdrant.Connection;

/// <summary>A request that failed, before it is known for which collection and operation it was made.</summary>
/// <param name="message">What went wrong and what to do.</param>
/// <param name="isTransient">Whether the same request may succeed later.</param>
/// <param name="innerException">The cause, where it is not an answer of the server.</param>
internal sealed class QdrantFault(string message, bool isTransient, Exception? innerException = null) : Exception(message, innerException)
{
    public bool IsTransient { get; } = isTransient;

    /// <summary>What the server answered; <see langword="null"/> when it did not.</summary>
    public HttpStatusCode? Status { get; init; }

    /// <summary>How long the server asked to be left alone.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether another try is of use: not after the time has run out.</summary>
    public bool IsRepeatable { get; init; } = isTransient;
}
