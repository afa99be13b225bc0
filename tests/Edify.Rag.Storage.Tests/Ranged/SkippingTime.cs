using System.Collections.Concurrent;

namespace Edify.Rag.Storage.Tests.Ranged;

/// <summary>A time in which delays are over at once, and are noted; what waits for silence of a minute or none waits forever.</summary>
internal sealed class SkippingTime : TimeProvider
{
    private readonly ConcurrentQueue<TimeSpan> _waited = new();

    public IReadOnlyList<TimeSpan> Waited => [.. _waited];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime >= TimeSpan.FromMinutes(1) || dueTime < TimeSpan.Zero) return new Timer();
        _waited.Enqueue(dueTime);
        ThreadPool.UnsafeQueueUserWorkItem(_ => callback(state), null);
        return new Timer();
    }

    private sealed class Timer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose() { }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
