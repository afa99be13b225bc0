using Microsoft.Extensions.AI;

namespace Edify.Rag.Generation.Gateway.Answers;

/// <summary>A model's stream with its time limits, which hold even for a client that does not heed its token.</summary>
/// <remarks>Time runs only while an update is waited for: a slow reader is no fault of the model.</remarks>
internal sealed class AnswerStream : IAsyncDisposable
{
    private readonly ChatModelOptions _limits;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _limit;
    private readonly CancellationTokenSource _stop;
    private readonly IAsyncEnumerator<ChatResponseUpdate> _updates;
    private TimeSpan _silence;
    private TimeSpan _left;
    private bool _hasBegun;
    private Task? _unfinished;

    private AnswerStream(IChatClient client, GatewayCall call, ChatModelOptions limits, TimeProvider time, CancellationToken caller)
    {
        (_limits, _time, _silence, _left) = (limits, time, limits.FirstTokenTimeout, limits.Timeout);
        _limit = new(limits.FirstTokenTimeout, time);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(caller, _limit.Token);
        _updates = client.GetStreamingResponseAsync(call.Messages, call.Options, _stop.Token).GetAsyncEnumerator(_stop.Token);
    }

    /// <summary>Begins a call.</summary>
    /// <param name="client">The model.</param>
    /// <param name="call">What is asked.</param>
    /// <param name="limits">The time limits.</param>
    /// <param name="time">The time.</param>
    /// <param name="caller">Stops the call, as long as it lasts.</param>
    public static AnswerStream Open(IChatClient client, GatewayCall call, ChatModelOptions limits, TimeProvider time, CancellationToken caller) =>
        new(client, call, limits, time, caller);

    /// <summary>The next update; <see langword="null"/> at the end.</summary>
    /// <param name="waiting">Stops waiting, and the call with it.</param>
    /// <exception cref="ModelFaultException">A time limit was reached.</exception>
    public async ValueTask<ChatResponseUpdate?> NextAsync(CancellationToken waiting)
    {
        var started = _time.GetTimestamp();
        using var stops = waiting.UnsafeRegister(static limit => ((CancellationTokenSource)limit!).Cancel(), _limit);
        _limit.CancelAfter(Max(_silence < _left ? _silence : _left, TimeSpan.Zero));
        if (!await MoveAsync(waiting).ConfigureAwait(false)) return null;
        _limit.CancelAfter(Timeout.InfiniteTimeSpan);

        var elapsed = _time.GetElapsedTime(started);
        _left -= elapsed;
        _hasBegun |= AnswerMeter.IsSignificant(_updates.Current);
        _silence = _hasBegun ? _limits.TokenTimeout : _silence - elapsed;
        return _updates.Current;
    }

    public async ValueTask DisposeAsync()
    {
        await _limit.CancelAsync().ConfigureAwait(false);
        if (_unfinished is not null)
        {
            // Left to itself: it does not heed its token, and its resources are freed once it does.
            _ = FreeAsync(_unfinished, _updates);
            return;
        }

        await FreeAsync(Task.CompletedTask, _updates).ConfigureAwait(false);
        _stop.Dispose();
        _limit.Dispose();
    }

    private async ValueTask<bool> MoveAsync(CancellationToken waiting)
    {
        Task<bool>? move = null;
        try
        {
            move = _updates.MoveNextAsync().AsTask();
            return await move.WaitAsync(_stop.Token).ConfigureAwait(false);
        }
        catch (Exception) when (_stop.IsCancellationRequested)
        {
            // What breaks because it was stopped is no fault of its own.
            if (move is { IsCompleted: false }) _unfinished = move;
            waiting.ThrowIfCancellationRequested();
            throw TooSlow();
        }
    }

    private ModelFaultException TooSlow()
    {
        if (_left <= _silence) return new(FaultKind.Lasting, FormattableString.Invariant($"did not finish within {_limits.Timeout.TotalSeconds:0.###} s"));
        return new(FaultKind.Lasting, _hasBegun
            ? FormattableString.Invariant($"fell silent for {_limits.TokenTimeout.TotalSeconds:0.###} s")
            : FormattableString.Invariant($"did not begin to answer within {_limits.FirstTokenTimeout.TotalSeconds:0.###} s"));
    }

    private static async Task FreeAsync(Task before, IAsyncEnumerator<ChatResponseUpdate> updates)
    {
        try
        {
            await before.ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Nobody waits for it any more.
        }

        try
        {
            await updates.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The call is over; what breaks while it is put away concerns nobody.
        }
    }

    private static TimeSpan Max(TimeSpan left, TimeSpan right) => left > right ? left : right;
}
