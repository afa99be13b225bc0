namespace Edify.Rag.Shared.Usage;

/// <summary>What holds for every meter, wherever it keeps its counters.</summary>
internal static class UsageRules
{
    /// <exception cref="ArgumentException">A counter is named twice, or by a name that is not one.</exception>
    public static void Check(IReadOnlyList<UsageCharge> charges)
    {
        ArgumentNullException.ThrowIfNull(charges);
        var seen = new HashSet<UsageCounter>(charges.Count);
        foreach (var charge in charges)
        {
            ArgumentNullException.ThrowIfNull(charge, nameof(charges));
            if (string.IsNullOrWhiteSpace(charge.Counter.Tenant)) throw new ArgumentException("A counter has a blank tenant.", nameof(charges));
            if (!seen.Add(charge.Counter)) throw new ArgumentException("A counter is charged twice at once; charge the sum.", nameof(charges));
            if (charge is { IsLevel: true, Amount: < 0 }) throw new ArgumentException("A level is below 0.", nameof(charges));
        }
    }

    /// <summary>Decides whether charges are allowed, and what the counters stand at then.</summary>
    /// <param name="charges">The charges.</param>
    /// <param name="standOf">How a counter stands.</param>
    /// <param name="changed">Gets how the counters stand afterwards; nothing where the charges are refused.</param>
    public static UsageDecision Decide(IReadOnlyList<UsageCharge> charges, Func<UsageCounter, long> standOf, Dictionary<UsageCounter, long> changed)
    {
        var before = charges.Select(charge => standOf(charge.Counter)).ToArray();
        var exceeded = Enumerable.Range(0, charges.Count).Where(i => Exceeds(charges[i], before[i])).ToList();
        if (exceeded.Count > 0) return new(false, before, exceeded);
        var after = charges.Select((charge, i) => charge.IsLevel ? charge.Amount : Sum(before[i], charge.Amount)).ToArray();
        for (var i = 0; i < after.Length; i++) changed[charges[i].Counter] = after[i];
        return new(true, after, []);
    }

    /// <summary>Whether a counter's period was over by a day.</summary>
    public static bool IsOver(UsageCounter counter, DateOnly before) => counter.Period switch
    {
        UsagePeriod.Day => counter.Start < before,
        UsagePeriod.Month => counter.Start < new DateOnly(before.Year, before.Month, 1),
        _ => false,
    };

    public static bool Fits(UsageQuery query, UsageCounter counter) =>
        counter.Subject == query.Subject && counter.Period == query.Period && (query.Tenant is null || counter.Tenant == query.Tenant) && counter.Start >= query.From && counter.Start <= query.To;

    /// <summary>Ordinal by tenant and name, then by first day and kind.</summary>
    public static int Compare(UsageCounter a, UsageCounter b)
    {
        var order = string.CompareOrdinal(a.Tenant, b.Tenant);
        if (order == 0) order = string.CompareOrdinal(a.Name, b.Name);
        if (order == 0) order = a.Start.CompareTo(b.Start);
        return order != 0 ? order : a.Kind.CompareTo(b.Kind);
    }

    private static bool Exceeds(UsageCharge charge, long before) => charge switch
    {
        { Limit: null } => false,
        { IsLevel: true } => charge.Amount > charge.Limit,
        { Amount: < 0 } => false,
        _ => before > charge.Limit - Math.Max(1, charge.Amount),
    };

    // What is given back twice, or after it was erased, brings nobody below 0.
    private static long Sum(long before, long amount) => amount > 0 && before > long.MaxValue - amount ? long.MaxValue : Math.Max(0, before + amount);
}
