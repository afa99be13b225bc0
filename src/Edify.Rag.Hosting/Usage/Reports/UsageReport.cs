using System.Globalization;
using Edify.Rag.Hosting.Usage.Metering;

namespace Edify.Rag.Hosting.Usage.Reports;

/// <summary>Sums up the counters of days.</summary>
internal sealed class UsageReport(IUsageMeter meter, UsageBook book) : IUsageReport
{
    public async Task<IReadOnlyList<UsageLine>> ReadAsync(UsageReportRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var query = new UsageQuery(SubjectOf(request.By), UsagePeriod.Day)
        {
            Tenant = request.Tenant,
            From = request.From ?? DateOnly.MinValue,

            // Without a tenant there are as many todays as time zones; none of them has counted beyond its own.
            To = request.To ?? (request.Tenant is { } tenant ? book.Today(tenant) : DateOnly.MaxValue),
        };
        var lines = new SortedDictionary<(string Tenant, string Name), UsageLine>(Comparer<(string Tenant, string Name)>.Create(Compare));
        await foreach (var (counter, amount) in meter.ListAsync(query, cancellationToken).ConfigureAwait(false))
        {
            var name = request.By switch
            {
                UsageGrouping.Tenant => counter.Tenant,
                UsageGrouping.Day => counter.Start.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                _ => counter.Name,
            };
            lines[(counter.Tenant, name)] = Add(lines.GetValueOrDefault((counter.Tenant, name)) ?? new(counter.Tenant, name), counter.Kind, amount);
        }

        if (request.By == UsageGrouping.Tenant) await AddStoredAsync(request.Tenant, lines, cancellationToken).ConfigureAwait(false);
        return [.. lines.Values];
    }

    private async Task AddStoredAsync(string? tenant, SortedDictionary<(string, string), UsageLine> lines, CancellationToken cancellationToken)
    {
        var query = new UsageQuery(UsageSubject.Tenant, UsagePeriod.Always) { Tenant = tenant };
        await foreach (var (counter, amount) in meter.ListAsync(query, cancellationToken).ConfigureAwait(false))
        {
            if (counter != StoredBytes.CounterOf(counter.Tenant)) continue;
            var key = (counter.Tenant, counter.Tenant);
            lines[key] = Add(lines.GetValueOrDefault(key) ?? new(counter.Tenant, counter.Tenant), counter.Kind, amount);
        }
    }

    private static UsageLine Add(UsageLine line, UsageKind kind, long amount) => kind switch
    {
        UsageKind.Messages => line with { Messages = line.Messages + amount },
        UsageKind.Tokens => line with { Tokens = line.Tokens + amount },
        UsageKind.Embeddings => line with { Embeddings = line.Embeddings + amount },
        UsageKind.StorageBytes => line with { StorageBytes = line.StorageBytes + amount },
        UsageKind.Cost => line with { Cost = line.Cost + Money.FromMillionths(amount) },
        _ => line,
    };

    private static UsageSubject SubjectOf(UsageGrouping by) => by switch
    {
        UsageGrouping.Model => UsageSubject.Model,
        UsageGrouping.User => UsageSubject.User,
        UsageGrouping.Role => UsageSubject.Role,
        _ => UsageSubject.Tenant,
    };

    private static int Compare((string Tenant, string Name) a, (string Tenant, string Name) b) =>
        string.CompareOrdinal(a.Tenant, b.Tenant) is var order and not 0 ? order : string.CompareOrdinal(a.Name, b.Name);
}
