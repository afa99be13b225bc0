using Edify.Rag.Hosting.Tests.Support;
using Edify.Rag.Hosting.Usage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Edify.Rag.Hosting.Tests.Usage;

public sealed class UsageRetentionTests
{
    [Fact]
    public async Task A_host_deletes_counters_that_are_older_than_the_options_say()
    {
        var time = new FakeTimeProvider();
        await using var school = new SmallSchool(rag =>
        {
            rag.Services.AddSingleton<TimeProvider>(time);
            rag.ConfigureQuotas(o => (o.Retention, o.PruneInterval) = (TimeSpan.FromDays(30), TimeSpan.FromHours(1)));
        });
        var meter = school.Services.GetRag<IUsageMeter>();
        var old = new UsageCounter("s", UsageSubject.User, "asha", UsageKind.Messages, UsagePeriod.Day, new(2025, 11, 29));
        var young = old with { Start = new(2025, 12, 3) };
        await meter.ChargeAsync([new(old, 1), new(young, 1)]);

        var retention = school.Services.GetServices<IHostedService>().OfType<UsageRetention>().Single();
        await retention.StartAsync(CancellationToken.None);
        await Until.TrueAsync(() => Months().SequenceEqual([12]));
        await Until.TrueAsync(() =>
        {
            time.Advance(TimeSpan.FromHours(6));
            return Months().Length == 0;
        });
        await retention.StopAsync(CancellationToken.None);

        int[] Months() => [.. meter.ListAsync(new(UsageSubject.User, UsagePeriod.Day)).ToBlockingEnumerable().Select(amount => amount.Counter.Start.Month)];
    }
}
