namespace Edify.Rag;

/// <summary>Counts what is consumed, and refuses what would go beyond a limit.</summary>
/// <remarks>
/// A set of counters that any number of callers add to at once. It knows neither plans nor time zones: who adds names the counters,
/// and the first day of the period each is for, so that a clock that goes back finds the counters of that day as they were. Safe for
/// concurrent use; two charges in parallel never overshoot a limit together, whichever processes share the meter.
/// </remarks>
public interface IUsageMeter
{
    /// <summary>Adds all amounts, or none of them where one would exceed its limit.</summary>
    /// <param name="charges">What to add, to each counter at most once.</param>
    /// <param name="cancellationToken">Stops the request; whether it was counted by then is not known.</param>
    /// <returns>Whether it was added, and how the counters stand.</returns>
    /// <exception cref="ArgumentException">A counter is named twice, or by a name that is not one.</exception>
    /// <exception cref="RagStateException">The meter can't be read or written.</exception>
    ValueTask<UsageDecision> ChargeAsync(IReadOnlyList<UsageCharge> charges, CancellationToken cancellationToken = default);

    /// <summary>How counters stand; 0 for one that was never added to.</summary>
    /// <param name="counters">The counters.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <returns>One amount for each counter, in their order.</returns>
    /// <exception cref="RagStateException">The meter can't be read.</exception>
    ValueTask<IReadOnlyList<long>> ReadAsync(IReadOnlyList<UsageCounter> counters, CancellationToken cancellationToken = default);

    /// <summary>Lists counters that are not 0, in ordinal order of tenant, name and first day.</summary>
    /// <param name="query">Which.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    /// <exception cref="RagStateException">The meter can't be read.</exception>
    IAsyncEnumerable<UsageAmount> ListAsync(UsageQuery query, CancellationToken cancellationToken = default);

    /// <summary>Forgets counters whose period was over by a day, so that no trace of them is left; those for all time stay.</summary>
    /// <param name="before">The first day that is kept.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>How many counters are gone.</returns>
    /// <exception cref="RagStateException">The meter can't be written.</exception>
    Task<long> PruneAsync(DateOnly before, CancellationToken cancellationToken = default);

    /// <summary>Forgets a user or a whole tenant, so that no trace of the name is left. What others were counted with is kept.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="user">The user; <see langword="null"/> for all of the tenant.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>How many counters are gone.</returns>
    /// <exception cref="RagStateException">The meter can't be written.</exception>
    Task<long> EraseAsync(string tenant, string? user = null, CancellationToken cancellationToken = default);
}
