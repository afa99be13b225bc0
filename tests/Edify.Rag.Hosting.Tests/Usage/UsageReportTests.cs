using Edify.Rag.Hosting.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag.Hosting.Tests.Usage;

public sealed class UsageReportTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Usage_is_told_by_tenant_model_day_user_and_role()
    {
        await using var school = await CountedSchool.OpenAsync(_time, _ => { });
        await school.AskAsync();
        await school.AskAsync(CountedSchool.Bell, SmallSchool.Admin);
        _time.Advance(TimeSpan.FromDays(1));
        await school.AskAsync();

        var report = school.Services.GetRequiredService<IUsageReport>();
        Assert.Equal(3, Assert.Single(await report.ReadAsync(new(UsageGrouping.Tenant))).Messages);
        Assert.Equal(["2026-01-01 2", "2026-01-02 1"], Shown(await report.ReadAsync(new(UsageGrouping.Day))));
        Assert.Equal(["head 1", "ms-rao 2"], Shown(await report.ReadAsync(new(UsageGrouping.User))));
        Assert.Equal(["admin 1", "teacher 2"], Shown(await report.ReadAsync(new(UsageGrouping.Role))));
        Assert.Equal(3 * CountedSchool.Tokens, (await report.ReadAsync(new(UsageGrouping.Model))).Single(line => line.Name == "watched").Tokens);
        Assert.Equal(["head 1", "ms-rao 1"], Shown(await report.ReadAsync(new(UsageGrouping.User) { Tenant = SmallSchool.Tenant, To = new(2026, 1, 1) })));
        Assert.Equal(["ms-rao 1"], Shown(await report.ReadAsync(new(UsageGrouping.User) { From = new(2026, 1, 2) })));
        Assert.Empty(await report.ReadAsync(new(UsageGrouping.User) { Tenant = "elsewhere" }));

        static IEnumerable<string> Shown(IEnumerable<UsageLine> lines) => lines.Select(line => $"{line.Name} {line.Messages}");
    }
}
