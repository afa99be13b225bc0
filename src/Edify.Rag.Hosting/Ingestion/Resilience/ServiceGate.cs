namespace Edify.Rag.Hosting.Ingestion.Resilience;

/// <summary>How many calls go to one service at a time: fewer when it asks for less, more again while it answers.</summary>
/// <remarks>
/// Additive increase, multiplicative decrease, as TCP does it (Chiu and Jain, 1989): overload halves the number once for all
/// calls that were under way, a round of successes adds one. While a service has asked to be left alone, nobody calls.
/// Waiters are let in first come, first served.
/// </remarks>
internal sealed class ServiceGate(int most, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Queue<TaskCompletionSource> _waiting = new();
    private DateTimeOffset _closedUntil;
    private readonly int _most = most;
    private int _limit = most;
    private int _running;
    private int _credit;
    private int _round;

    /// <summary>How many calls may be under way.</summary>
    public int Limit
    {
        get
        {
            lock (_lock) return _limit;
        }
    }

    /// <summary>Marks the calls that begin now: overload is told with it.</summary>
    public int Round
    {
        get
        {
            lock (_lock) return _round;
        }
    }

    /// <summary>Waits for a place and for the service to take calls again; <see cref="Leave"/> gives the place back.</summary>
    public async ValueTask EnterAsync(CancellationToken cancellationToken)
    {
        await TakePlaceAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await OpenAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            Leave();
            throw;
        }
    }

    public void Leave()
    {
        lock (_lock)
        {
            _running--;
            LetIn();
        }
    }

    /// <summary>Waits until the service takes calls again.</summary>
    public async ValueTask OpenAsync(CancellationToken cancellationToken)
    {
        while (Closed() is var left && left > TimeSpan.Zero) await Task.Delay(left, time, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A call succeeded.</summary>
    public void Succeeded()
    {
        lock (_lock)
        {
            if (_limit == _most || ++_credit < _limit) return;
            _credit = 0;
            _limit++;
            LetIn();
        }
    }

    /// <summary>The service asked for less.</summary>
    /// <param name="round">What <see cref="Round"/> was when the call began: calls of one round halve the number once.</param>
    /// <param name="retryAfter">How long nobody is to call.</param>
    /// <returns>Whether this is news, and no other call of the round told it.</returns>
    public bool Overloaded(int round, TimeSpan retryAfter)
    {
        lock (_lock)
        {
            var until = time.GetUtcNow() + retryAfter;
            if (until > _closedUntil) _closedUntil = until;
            if (round < _round) return false;
            _round++;
            _credit = 0;
            _limit = Math.Max(1, _limit / 2);
            return true;
        }
    }

    private async ValueTask TakePlaceAsync(CancellationToken cancellationToken)
    {
        TaskCompletionSource granted;
        lock (_lock)
        {
            if (_waiting.Count == 0 && _running < _limit)
            {
                _running++;
                return;
            }

            granted = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(granted);
        }

        using (cancellationToken.Register(() => granted.TrySetCanceled(cancellationToken))) await granted.Task.ConfigureAwait(false);
    }

    private void LetIn()
    {
        while (_running < _limit && _waiting.TryDequeue(out var next))
            if (next.TrySetResult()) _running++;
    }

    private TimeSpan Closed()
    {
        lock (_lock) return _closedUntil - time.GetUtcNow();
    }
}
