namespace Edify.Rag;

/// <summary>Tells others than the user of the ends of tasks: by a webhook, a letter, a message.</summary>
/// <remarks>
/// Safe for concurrent use. An end is told at least once: after a crash it may be told again, under the same
/// <see cref="RagNotice.Id"/>, by which who receives it knows.
/// </remarks>
public interface IRagNotifier
{
    /// <summary>Its name among the pipeline's notifiers: lower-case letters, digits and '-', at most 40.</summary>
    string Name { get; }

    /// <summary>Tells of an end.</summary>
    /// <param name="notice">The end.</param>
    /// <param name="cancellationToken">Stops the attempt.</param>
    /// <exception cref="RagException">
    /// It was not told. One that is transient is tried again, later and later, or after <see cref="RagException.RetryAfter"/>; another is given up.
    /// </exception>
    Task NotifyAsync(RagNotice notice, CancellationToken cancellationToken = default);
}

/// <summary>The end of a task, as others are told of it.</summary>
/// <param name="Id">The same however often it is told.</param>
/// <param name="Tenant">The user's tenant.</param>
/// <param name="User">The user's identifier.</param>
/// <param name="Task">The task as it ended.</param>
public sealed record RagNotice(string Id, string Tenant, string User, RagTask Task)
{
    /// <summary>Where the request wants it told; <see langword="null"/> when it did not say.</summary>
    public Uri? Webhook { get; init; }
}

/// <summary>Others could not be told of an end.</summary>
/// <param name="message">What went wrong, without secrets.</param>
/// <param name="isTransient">Whether it may go well later.</param>
/// <param name="innerException">The cause, when there is one.</param>
public sealed class RagNotificationException(string message, bool isTransient, Exception? innerException = null) : RagException(message, innerException)
{
    /// <inheritdoc/>
    public override bool IsTransient { get; } = isTransient;
}
