namespace Edify.Rag;

/// <summary>The base of all errors that this library raises for reasons outside the caller's code.</summary>
/// <remarks>Messages say what went wrong, where, and what to do. They never hold secrets or a document's text.</remarks>
/// <param name="message">What went wrong, where, and what to do.</param>
/// <param name="innerException">The cause, when there is one.</param>
public abstract class RagException(string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>Whether the same call may succeed later.</summary>
    public virtual bool IsTransient => false;

    /// <summary>How long the service asked to be left alone; <see langword="null"/> when it did not say.</summary>
    public virtual TimeSpan? RetryAfter { get; init; }
}

/// <summary>A question or a request was refused before any work was done, because of what it contains.</summary>
/// <param name="message">What is wrong with it and what is accepted.</param>
public sealed class RagInputException(string message) : RagException(message);

/// <summary>The parts of a pipeline do not fit together, or an option has a value that cannot work.</summary>
/// <param name="message">Which part or option, and what to change.</param>
/// <param name="innerException">The cause, when there is one.</param>
public sealed class RagConfigurationException(string message, Exception? innerException = null) : RagException(message, innerException);

/// <summary>State kept on disk or in a database cannot be used: damaged, of another version, or held by another writer.</summary>
/// <param name="location">The file or table concerned, without secrets.</param>
/// <param name="message">What is wrong with it and what to do.</param>
/// <param name="isTransient">Whether the same call may succeed later.</param>
/// <param name="innerException">The cause, when there is one.</param>
public sealed class RagStateException(string location, string message, bool isTransient = false, Exception? innerException = null)
    : RagException(message, innerException)
{
    /// <summary>The file or table concerned, without secrets.</summary>
    public string Location { get; } = location;

    /// <inheritdoc/>
    public override bool IsTransient { get; } = isTransient;
}
