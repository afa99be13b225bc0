namespace Edify.Rag.Generation.Gateway.Limits;

/// <summary>Counts what a model was used for in the period that is running.</summary>
internal sealed class ModelBudget(TimeProvider time)
{
    private readonly Lock _lock = new();
    private DateTimeOffset _end = DateTimeOffset.MinValue;
    private TimeSpan _period;
    private long _tokens;
    private decimal _cost;

    /// <summary>What was used in this period.</summary>
    public (long Tokens, decimal Cost) Spent(ChatModelOptions limits)
    {
        lock (_lock)
        {
            Turn(limits.BudgetPeriod);
            return (_tokens, _cost);
        }
    }

    /// <summary>Counts a call.</summary>
    public void Spend(ChatModelOptions limits, long tokens, decimal cost)
    {
        lock (_lock)
        {
            Turn(limits.BudgetPeriod);
            _tokens += tokens;
            _cost += cost;
        }
    }

    /// <summary>How long nothing may be used any more; <see langword="null"/> while something is left.</summary>
    public TimeSpan? ExhaustedFor(ChatModelOptions limits)
    {
        if (limits is { MaxTokensPerPeriod: null, MaxCostPerPeriod: null }) return null;
        lock (_lock)
        {
            Turn(limits.BudgetPeriod);
            return _tokens >= limits.MaxTokensPerPeriod || _cost >= limits.MaxCostPerPeriod ? _end - time.GetUtcNow() : null;
        }
    }

    private void Turn(TimeSpan period)
    {
        var now = time.GetUtcNow();
        if (now < _end && period == _period) return;
        var start = now.UtcTicks / period.Ticks * period.Ticks;

        // Whoever makes the period longer does not forget what was spent in it.
        if (now >= _end) (_tokens, _cost) = (0, 0);
        (_period, _end) = (period, new DateTimeOffset(start, TimeSpan.Zero) + period);
    }
}
