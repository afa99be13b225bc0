namespace Edify.Rag;

/// <summary>A service that a run depends on stayed down for all retries, so that the run stopped. Running again goes on where it stopped.</summary>
/// <param name="service">Which service, such as "the vector store".</param>
/// <param name="message">What went wrong and what to do.</param>
/// <param name="innerException">The last error of the service.</param>
public sealed class RagOutageException(string service, string message, Exception? innerException = null) : RagException(message, innerException)
{
    /// <summary>Which service, such as "the vector store".</summary>
    public string Service { get; } = service;

    /// <inheritdoc/>
    public override bool IsTransient => true;
}
