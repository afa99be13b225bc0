namespace Edify.Rag.Hosting;

/// <summary>Bounds how long work is waited for, whether or not it listens to its token.</summary>
internal static class TimeLimit
{
    /// <summary>Does work on a thread of the pool and waits for it as long as it may take; what is late is told to stop and left alone.</summary>
    /// <param name="time">Measures.</param>
    /// <param name="limit">How long it may take; <see langword="null"/> for as long as it does.</param>
    /// <param name="work">The work.</param>
    /// <param name="cancellationToken">Stops waiting and work.</param>
    /// <exception cref="TimeoutException">It took longer.</exception>
    public static async Task<T> WithinAsync<T>(this TimeProvider time, TimeSpan? limit, Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = Task.Run(() => work(stop.Token), CancellationToken.None);
        try
        {
            return await running.WaitAsync(limit ?? Timeout.InfiniteTimeSpan, time, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (running.IsCompleted) stop.Dispose();
            else Abandon(running, stop);
        }
    }

    // Its failure, once it comes, is nobody's any more.
    private static void Abandon(Task running, CancellationTokenSource stop)
    {
        stop.Cancel();
        _ = running.ContinueWith(
            ended =>
            {
                _ = ended.Exception;
                stop.Dispose();
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }
}
