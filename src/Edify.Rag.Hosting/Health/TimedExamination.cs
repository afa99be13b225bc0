namespace Edify.Rag.Hosting.Health;

internal static class TimedExamination
{
    /// <summary>Examines something for so long and no longer; what does not look at its token is left behind.</summary>
    /// <param name="examine">The examination.</param>
    /// <param name="late">What it came to when the time is over, from the end of a sentence that says so.</param>
    /// <param name="timeout">How long it may take.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    public static async Task<T> RunAsync<T>(
        Func<CancellationToken, Task<T>> examine, Func<string, T> late, TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var examination = Task.Run(() => examine(stop.Token), CancellationToken.None);
        try
        {
            return await examination.WaitAsync(timeout, time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException) when (!examination.IsCompleted)
        {
            await stop.CancelAsync().ConfigureAwait(false);
            return late(FormattableString.Invariant($"did not answer within {timeout.TotalSeconds:0.###} s"));
        }
    }
}
