namespace Edify.Rag.Embeddings.Decorators.RateLimiting;

/// <summary>What may be spent in any stretch of a period: what was spent comes back one period later.</summary>
/// <remarks>
/// Who finds too little waits: questions before passages, each first come, first served. The limiters of
/// System.Threading.RateLimiting know neither two lanes nor a <see cref="TimeProvider"/>. Safe for concurrent use.
/// </remarks>
internal sealed class SlidingBudget : IDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    private readonly EmbeddingCost _limits;
    private readonly TimeSpan _period;
    private readonly TimeProvider _time;
    private readonly long _epoch;
    private readonly ITimer _timer;
    private readonly Lock _lock = new();
    private readonly Queue<Expense> _spent = new();
    private readonly Queue<Waiter> _questions = new();
    private readonly Queue<Waiter> _passages = new();
    private EmbeddingCost _used;

    public SlidingBudget(EmbeddingCost limits, TimeSpan period, TimeProvider time)
    {
        (_limits, _period, _time, _epoch) = (limits, period, time, time.GetTimestamp());
        _timer = time.CreateTimer(_ => LetGo(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Waits until there is enough, and spends it. Whether there is any waiting at all is seen before a token is looked at.</summary>
    public async ValueTask<Expense> SpendAsync(EmbeddingCost cost, bool isQuestion, CancellationToken cancellationToken)
    {
        var waiter = new Waiter(new(cost.Within(_limits)));
        lock (_lock) (isQuestion ? _questions : _passages).Enqueue(waiter);
        LetGo();
        if (waiter.Task.IsCompletedSuccessfully) return await waiter.Task.ConfigureAwait(false);

        // Whoever gives up may have stood before others that fit.
        using var registration = cancellationToken.Register(() =>
        {
            if (waiter.TrySetCanceled(cancellationToken)) LetGo();
        });
        return await waiter.Task.ConfigureAwait(false);
    }

    /// <summary>Sets right what was only estimated.</summary>
    public void Correct(Expense expense, long tokens)
    {
        lock (_lock)
        {
            if (expense.IsOver) return;
            var corrected = expense.Cost with { Tokens = tokens };
            _used += corrected - expense.Cost;
            expense.Cost = corrected;
        }

        LetGo();
    }

    public void Dispose()
    {
        _timer.Dispose();
        lock (_lock)
        {
            foreach (var waiter in _questions.Concat(_passages)) waiter.TrySetException(new ObjectDisposedException(nameof(SlidingBudget)));
        }
    }

    private TimeSpan Now => _time.GetElapsedTime(_epoch);

    private void LetGo()
    {
        lock (_lock)
        {
            TakeBack();
            while (Next() is { } lane && (_used + lane.Peek().Expense.Cost).FitsIn(_limits))
            {
                var waiter = lane.Dequeue();
                if (!waiter.TrySetResult(waiter.Expense)) continue;
                waiter.Expense.At = Now;
                _used += waiter.Expense.Cost;
                _spent.Enqueue(waiter.Expense);
            }

            if (Next() is not null && _spent.TryPeek(out var oldest))
                _timer.Change(TimeSpan.FromTicks(Math.Max(Tick.Ticks, (oldest.At + _period - Now).Ticks)), Timeout.InfiniteTimeSpan);
        }
    }

    private void TakeBack()
    {
        while (_spent.TryPeek(out var oldest) && oldest.At + _period <= Now)
        {
            _spent.Dequeue();
            _used -= oldest.Cost;
            oldest.IsOver = true;
        }
    }

    // The lane whose first waiter is next; those who gave up are passed over.
    private Queue<Waiter>? Next()
    {
        foreach (var lane in (ReadOnlySpan<Queue<Waiter>>)[_questions, _passages])
        {
            while (lane.TryPeek(out var first) && first.Task.IsCompleted) lane.Dequeue();
            if (lane.Count > 0) return lane;
        }

        return null;
    }

    /// <summary>What one request spent.</summary>
    internal sealed class Expense(EmbeddingCost cost)
    {
        public EmbeddingCost Cost { get; set; } = cost;

        public TimeSpan At { get; set; }

        public bool IsOver { get; set; }
    }

    private sealed class Waiter(Expense expense) : TaskCompletionSource<Expense>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public Expense Expense => expense;
    }
}
