using Edify.Rag.Hosting.Usage.Quotas;

namespace Edify.Rag.Hosting.Usage.Metering;

/// <summary>Tells how a tenant's budget stands, by what all machines together have counted.</summary>
internal sealed class BudgetWatch(IUsageMeter meter, UsageBook book, Func<QuotaOptions> options)
{
    /// <summary>How the budget stands; a meter that fails leaves it open.</summary>
    public async ValueTask<BudgetState> LookAsync(string tenant, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(tenant) || QuotaLimits.BudgetOf(options(), tenant) is not { } budget) return BudgetState.Open;
        var day = book.Today(tenant);
        UsageCounter Of(UsagePeriod period) => new(tenant, UsageSubject.Tenant, string.Empty, UsageKind.Cost, period, UsageCalendar.StartOf(period, day));
        try
        {
            var spent = await meter.ReadAsync([Of(UsagePeriod.Day), Of(UsagePeriod.Month)], cancellationToken).ConfigureAwait(false);
            return Worse(StateOf(budget, budget.PerDay, spent[0]), StateOf(budget, budget.PerMonth, spent[1]));
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            book.Failed(e);
            return BudgetState.Open;
        }
    }

    private static BudgetState StateOf(TenantBudget budget, decimal? most, long spent)
    {
        if (most is not { } money) return BudgetState.Open;
        var limit = Money.ToMillionths(money);
        if (spent >= limit) return budget.WhenSpent == BudgetEnd.CheapestModel ? BudgetState.Thrifty : BudgetState.Closed;
        return spent >= (decimal)budget.ThriftyAt * limit ? BudgetState.Thrifty : BudgetState.Open;
    }

    private static BudgetState Worse(BudgetState one, BudgetState other) => one > other ? one : other;
}

/// <summary>What a budget allows, from more to less.</summary>
internal enum BudgetState
{
    /// <summary>Any model.</summary>
    Open,

    /// <summary>The models that cost least first.</summary>
    Thrifty,

    /// <summary>No model at all.</summary>
    Closed,
}
