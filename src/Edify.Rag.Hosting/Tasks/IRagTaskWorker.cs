namespace Edify.Rag;

/// <summary>Runs the tasks that were submitted, and tells others of their ends. Hosts do it by themselves; see <see cref="RagTaskOptions.Run"/>.</summary>
/// <remarks>Safe for concurrent use. Any number of processes over the same state share the tasks.</remarks>
public interface IRagTaskWorker
{
    /// <summary>Works until it is told to stop, or until no task is left.</summary>
    /// <param name="untilIdle">Whether to end when no task is waiting or running, in any process.</param>
    /// <param name="cancellationToken">Stops in good order: tasks in hand go to others at once, untried, and go on where they were.</param>
    /// <exception cref="OperationCanceledException">It was told to stop.</exception>
    Task RunAsync(bool untilIdle = false, CancellationToken cancellationToken = default);
}
