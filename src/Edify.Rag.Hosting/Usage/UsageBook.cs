using Microsoft.Extensions.Logging;

namespace Edify.Rag.Hosting.Usage;

/// <summary>Writes what was consumed to the meter, by the calendar of its tenant.</summary>
internal sealed class UsageBook(IUsageMeter meter, Func<QuotaOptions> options, TimeProvider time, ILogger<UsageBook> logger)
{
    // What was consumed is counted, even if its asker has left meanwhile; but not for ever.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>The day that it is for a tenant.</summary>
    public DateOnly Today(string tenant) => UsageCalendar.DayOf(time.GetUtcNow(), ZoneOf(tenant));

    public TimeZoneInfo ZoneOf(string tenant)
    {
        var now = options();
        return TimeZoneInfo.FindSystemTimeZoneById(now.TimeZones.TryGetValue(tenant, out var own) ? own : now.TimeZone);
    }

    /// <summary>Charges that count what was consumed: to its owner, and to the models it was consumed of.</summary>
    /// <param name="owner">Who consumed.</param>
    /// <param name="day">When.</param>
    /// <param name="used">What was consumed.</param>
    /// <param name="before">What was counted already, by kind.</param>
    public static IReadOnlyList<UsageCharge> Charges(
        UsageOwner owner, DateOnly day, IReadOnlyList<(UsageKind Kind, string Model, long Amount)> used, IReadOnlyDictionary<UsageKind, long>? before = null)
    {
        var charges = new List<UsageCharge>();
        foreach (var kind in used.Select(u => u.Kind).Concat(before?.Keys ?? []).Distinct())
        {
            var difference = used.Where(u => u.Kind == kind).Sum(u => u.Amount) - (before?.GetValueOrDefault(kind) ?? 0);
            if (difference != 0) charges.AddRange(owner.Counters(kind, day).Select(counter => new UsageCharge(counter, difference)));
        }

        foreach (var (kind, model, amount) in used)
        {
            if (model.Length > 0 && amount != 0) charges.AddRange(owner.Counters(model, kind, day).Select(counter => new UsageCharge(counter, amount)));
        }

        return charges;
    }

    /// <summary>Counts what was consumed; a meter that fails costs the count and nothing else.</summary>
    public Task CountAsync(UsageOwner owner, IReadOnlyList<(UsageKind Kind, string Model, long Amount)> used) =>
        WriteAsync(Charges(owner, Today(owner.Tenant), used));

    /// <summary>Counts what the current account consumed, or by itself where that is closed, or nobody opened one.</summary>
    /// <param name="tenant">Whose it is where there is no account.</param>
    /// <param name="used">What was consumed.</param>
    public Task CountOnAccountAsync(string tenant, IReadOnlyList<(UsageKind Kind, string Model, long Amount)> used)
    {
        var account = UsageAccount.Current;
        return account is not null && account.TryAdd(used) ? Task.CompletedTask : CountAsync(account?.Owner ?? UsageOwner.OfTenant(tenant), used);
    }

    /// <summary>Writes charges without limits; <see langword="null"/> when the meter fails.</summary>
    public async Task<UsageDecision?> WriteAsync(IReadOnlyList<UsageCharge> charges)
    {
        if (charges.Count == 0 || string.IsNullOrWhiteSpace(charges[0].Counter.Tenant)) return null;
        using var limit = new CancellationTokenSource(Patience, time);
        try
        {
            return await meter.ChargeAsync(charges, limit.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is RagException || limit.IsCancellationRequested)
        {
            Failed(e);
            return null;
        }
    }

    public void Failed(Exception error)
    {
        logger.MeterFailed(error);
        UsageInstruments.MeterFailures.Add(1);
    }
}
