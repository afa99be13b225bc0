namespace Edify.Rag.Generation.Gateway.Limits;

/// <summary>Leaves a service alone for as long as it asked for it.</summary>
internal sealed class CallPause(TimeProvider time)
{
    // Who asks for more may have a wrong clock.
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private long _until;

    /// <summary>The end of the pause; <see langword="null"/> when there is none.</summary>
    public DateTimeOffset? Until => Volatile.Read(ref _until) is var ticks && ticks > time.GetUtcNow().UtcTicks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    public void Pause(TimeSpan asked)
    {
        var until = (time.GetUtcNow() + (asked < Longest ? asked : Longest)).UtcTicks;
        while (Volatile.Read(ref _until) is var known && known < until && Interlocked.CompareExchange(ref _until, until, known) != known)
        {
        }
    }

    /// <exception cref="ModelFaultException">The service is to be left alone. Its kind lets short pauses be waited for like the service's own answer.</exception>
    public void ThrowIfPaused()
    {
        if (Until is { } until) throw new ModelFaultException(FaultKind.Passing, "has asked to be left alone", until - time.GetUtcNow());
    }
}
