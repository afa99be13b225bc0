using Microsoft.Extensions.Logging;

namespace Edify.Rag.Hosting.Usage.Quotas;

/// <summary>Sets aside what a question may use before it is answered, and counts what it used afterwards.</summary>
internal sealed class QuotaGate(IUsageMeter meter, UsageBook book, Func<QuotaOptions> options, TimeProvider time, ILogger<QuotaGate> logger)
{
    private static readonly UsageKind[] Asked = [UsageKind.Messages, UsageKind.Tokens, UsageKind.Embeddings, UsageKind.Cost];

    /// <summary>Begins a question, or refuses it.</summary>
    /// <param name="user">Who asks.</param>
    /// <param name="messages">How many questions it counts as; 0 for what asks others.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    public async ValueTask<QuotaSession> BeginAsync(RagUser user, int messages, CancellationToken cancellationToken)
    {
        var now = options();
        var session = new QuotaSession(new(UsageOwner.Of(user)), book.Today(user.Tenant));

        // Who belongs to no tenant sees nothing, and has no counters.
        if (string.IsNullOrWhiteSpace(user.Tenant)) return session with { IsUncounted = true };
        var limits = QuotaLimits.For(now, user);
        var reserved = new Dictionary<UsageKind, long>();
        if (messages > 0) reserved[UsageKind.Messages] = messages;
        if (now.ReservedTokens > 0 && limits.Any(limit => limit.Kind == UsageKind.Tokens)) reserved[UsageKind.Tokens] = now.ReservedTokens;
        var charges = Charges(session, limits, reserved);
        if (charges.Count == 0) return session;
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            // Not to be cancelled: nobody would know then whether there is anything to give back.
            var decision = await meter.ChargeAsync(charges, CancellationToken.None).ConfigureAwait(false);
            var limited = Limited(limits, charges, decision);
            if (!decision.Allowed)
                return session with { Refused = Refuse(user.Tenant, [.. limited.Where(entry => decision.Exceeded.Any(i => charges[i].Counter == entry.Counter))]) };
            session = session with { Limits = limited, Reserved = reserved };
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            book.Failed(e);
            return now.OnMeterFailure == MeterFailure.Refuse && now.Enabled && !QuotaLimits.IsExempt(now, user)
                ? session with { Refused = new(QuotaText.Unavailable, new(RefusalReason.Unavailable)) }
                : session with { IsUncounted = true };
        }

        if (!cancellationToken.IsCancellationRequested) return session;
        await EndAsync(session, isAnswered: false).ConfigureAwait(false);
        throw new OperationCanceledException(cancellationToken);
    }

    /// <summary>Ends a question: what was set aside and not used is given back, what was used beyond it is counted.</summary>
    /// <param name="session">The question.</param>
    /// <param name="isAnswered">Whether it was; otherwise it does not count as a question, only with what it used.</param>
    /// <returns>What its asker is to be warned of.</returns>
    public async ValueTask<IReadOnlyList<string>> EndAsync(QuotaSession session, bool isAnswered)
    {
        var used = session.Account.Close();
        if (string.IsNullOrWhiteSpace(session.Account.Owner.Tenant)) return [];
        var messages = session.Reserved.GetValueOrDefault(UsageKind.Messages);
        if (isAnswered && messages > 0) used = [.. used, (UsageKind.Messages, string.Empty, messages)];
        var charges = UsageBook.Charges(session.Account.Owner, session.Day, used, session.Reserved);
        var decision = await book.WriteAsync(charges).ConfigureAwait(false);
        IEnumerable<string> failed = session.IsUncounted || (decision is null && charges.Count > 0) ? [QuotaText.Uncounted] : [];
        return [.. failed, .. session.Account.Notes, .. Warnings(session, used, charges, decision)];
    }

    private static List<UsageCharge> Charges(QuotaSession session, IReadOnlyList<QuotaLimit> limits, Dictionary<UsageKind, long> reserved)
    {
        var charges = new List<UsageCharge>();
        foreach (var kind in Asked)
        {
            foreach (var counter in session.Account.Owner.Counters(kind, session.Day))
            {
                // Of a plan and a budget that limit the same the lower one counts.
                var limit = limits.Where(limit => limit.IsFor(counter)).Min(limit => (long?)limit.Max);
                var amount = reserved.GetValueOrDefault(kind);
                if (amount > 0 || limit is not null) charges.Add(new(counter, amount) { Limit = limit });
            }
        }

        return charges;
    }

    private static List<(QuotaLimit, UsageCounter Counter, long)> Limited(IReadOnlyList<QuotaLimit> limits, List<UsageCharge> charges, UsageDecision decision) =>
    [
        .. charges.Select((charge, i) => (Limit: limits.Where(limit => limit.IsFor(charge.Counter)).MinBy(limit => limit.Max), charge.Counter, Used: decision.Used[i]))
            .Where(entry => entry.Limit is not null)
            .Select(entry => (entry.Limit!, entry.Counter, entry.Used)),
    ];

    private QuotaRefusal Refuse(string tenant, IReadOnlyList<(QuotaLimit Limit, UsageCounter Counter, long Used)> exceeded)
    {
        // The one that holds longest: whoever comes back when another one ends would be refused again.
        var zone = book.ZoneOf(tenant);
        var (limit, until) = exceeded.Select(entry => (entry.Limit, Until: EndOf(entry.Counter, zone))).MaxBy(entry => entry.Until ?? DateTimeOffset.MaxValue);
        logger.QuotaReached(limit.Subject, tenant, limit.Max, limit.Kind, limit.Period);
        UsageInstruments.Refusals.Add(1, UsageInstruments.Kind(limit.Kind), UsageInstruments.Subject(limit.Subject));
        var wait = until - time.GetUtcNow();
        return new(QuotaText.Refusal(limit, until, zone), new(RefusalReason.Quota) { Until = until, RetryAfter = wait > TimeSpan.Zero ? wait : null });
    }

    private List<string> Warnings(
        QuotaSession session, IReadOnlyList<(UsageKind Kind, string Model, long Amount)> used, IReadOnlyList<UsageCharge> charges, UsageDecision? decision)
    {
        var (share, zone) = (options().WarnAt, book.ZoneOf(session.Account.Owner.Tenant));
        var stands = decision is null ? [] : charges.Select((charge, i) => (charge.Counter, Used: decision.Used[i])).ToDictionary(entry => entry.Counter, entry => entry.Used);
        var warnings = new List<string>();
        foreach (var (limit, counter, before) in session.Limits)
        {
            var near = (long)Math.Ceiling(share * limit.Max);
            var now = stands.GetValueOrDefault(counter, before);
            if (now < near || limit.Max == 0) continue;
            warnings.Add(QuotaText.Warning(limit, now, EndOf(counter, zone), zone));
            if (now - used.Where(u => u.Kind == limit.Kind).Sum(u => u.Amount) >= near) continue;
            logger.QuotaNear(limit.Subject, counter.Tenant, now, limit.Max, limit.Kind, limit.Period);
            UsageInstruments.Warnings.Add(1, UsageInstruments.Kind(limit.Kind), UsageInstruments.Subject(limit.Subject));
        }

        return warnings;
    }

    private static DateTimeOffset? EndOf(UsageCounter counter, TimeZoneInfo zone) =>
        UsageCalendar.EndOf(counter.Period, counter.Start) is { } day ? UsageCalendar.BeginningOf(day, zone) : null;
}
