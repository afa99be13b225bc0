namespace Edify.Rag;

/// <summary>Does the tasks of one kind.</summary>
/// <remarks>
/// Safe for concurrent use. A task may be begun more than once, when its process was stopped or died: what should not be done
/// again is kept by <see cref="IRagTaskContext.SaveAsync"/> and found in <see cref="IRagTaskContext.Saved"/>.
/// </remarks>
public interface IRagTaskHandler
{
    /// <summary>The kind: lower-case letters, digits and '-', at most 40.</summary>
    string Kind { get; }

    /// <summary>Looks at a request before it is taken.</summary>
    /// <param name="user">Who asks.</param>
    /// <param name="input">The particulars, as JSON.</param>
    /// <param name="cancellationToken">Stops the look.</param>
    /// <returns>What the task is about, for its user; it is cut to one line of 200 characters.</returns>
    /// <exception cref="RagInputException">The input is wrong.</exception>
    /// <exception cref="RagTaskRefusedException">The user may not have this done.</exception>
    ValueTask<string> CheckAsync(RagUser user, string input, CancellationToken cancellationToken = default);

    /// <summary>Does a task.</summary>
    /// <param name="context">The task, and how to tell of it.</param>
    /// <param name="cancellationToken">Stops it: its user called it off, its process stops, or another one has it by now.</param>
    /// <returns>What it came to, as JSON.</returns>
    /// <exception cref="RagTaskRefusedException">The user may not have this done any more.</exception>
    /// <exception cref="RagException">It failed; one that is transient is tried again.</exception>
    Task<string> RunAsync(IRagTaskContext context, CancellationToken cancellationToken);
}

/// <summary>A task in the hands of its handler.</summary>
/// <remarks>Safe for concurrent use.</remarks>
public interface IRagTaskContext
{
    /// <summary>The task's identifier.</summary>
    Guid Id { get; }

    /// <summary>Who asked, with the rights that they have now.</summary>
    RagUser User { get; }

    /// <summary>The particulars, as JSON.</summary>
    string Input { get; }

    /// <summary>What earlier tries kept, by name.</summary>
    IReadOnlyDictionary<string, string> Saved { get; }

    /// <summary>Tells how far it is. Costs nothing: of many in a row the latest is told.</summary>
    /// <param name="percent">How much is done, 0 to 100.</param>
    /// <param name="stage">What is being done, in words.</param>
    /// <param name="remaining">How long it will take; <see langword="null"/> has it estimated from what was done so far.</param>
    void Report(double percent, string stage, TimeSpan? remaining = null);

    /// <summary>Keeps something for the case that this try does not come to its end. Durable when it returns.</summary>
    /// <param name="name">By which it is found again; 1 to 100 characters. What was kept by it before is replaced.</param>
    /// <param name="json">What.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <exception cref="OperationCanceledException">The task is not this try's any more.</exception>
    /// <exception cref="RagStateException">It can't be written.</exception>
    ValueTask SaveAsync(string name, string json, CancellationToken cancellationToken = default);
}

/// <summary>Tells who somebody is now who submitted a task a while ago.</summary>
/// <remarks>Safe for concurrent use; an exception denies. Without one, users keep the roles that they had, under the access policy of now.</remarks>
public interface IRagTaskRights
{
    /// <summary>The user with the roles, grades and classes of now; <see langword="null"/> when there is no such user any more.</summary>
    /// <param name="user">The user as they were when they submitted the task.</param>
    /// <param name="cancellationToken">Stops the look-up.</param>
    ValueTask<RagUser?> RefreshAsync(RagUser user, CancellationToken cancellationToken = default);
}
