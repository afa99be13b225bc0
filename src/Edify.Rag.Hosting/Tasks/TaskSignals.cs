namespace Edify.Rag.Hosting.Tasks;

/// <summary>Wakes those in this process who wait for a change of a task, so that they need not look for it all the time.</summary>
/// <remarks>Tasks share a few places by chance: whoever wakes looks whether the change was meant.</remarks>
internal sealed class TaskSignals
{
    private const int Places = 64;

    private readonly TaskCompletionSource[] _places = [.. Enumerable.Range(0, Places).Select(_ => New())];

    /// <summary>Stands for what waits to be taken, whichever it is.</summary>
    public static Guid Submitted => Guid.Empty;

    /// <summary>Completes with the next change. Ask for it before you look.</summary>
    public Task Next(Guid id) => Volatile.Read(ref _places[PlaceOf(id)]).Task;

    public void Tell(Guid id) => Interlocked.Exchange(ref _places[PlaceOf(id)], New()).TrySetResult();

    /// <summary>Waits for a change, or for some time.</summary>
    public static async Task WaitAsync(Task changed, TimeSpan atMost, TimeProvider time, CancellationToken cancellationToken)
    {
        await changed.WaitAsync(atMost, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }

    private static int PlaceOf(Guid id) => (int)((uint)id.GetHashCode() % Places);

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
