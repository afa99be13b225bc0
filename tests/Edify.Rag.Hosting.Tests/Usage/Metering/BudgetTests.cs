using Edify.Rag.Hosting.Tests.Support;

namespace Edify.Rag.Hosting.Tests.Usage.Metering;

public sealed class BudgetTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly WatchedChatClient _dear = new();
    private readonly WatchedChatClient _cheap = new();

    public void Dispose()
    {
        _dear.Dispose();
        _cheap.Dispose();
    }

    [Fact]
    public async Task As_the_budget_comes_to_its_end_the_model_that_costs_least_is_asked_first()
    {
        await using var school = await OpenAsync(new() { PerDay = 0.003m, ThriftyAt = 0.5 });

        // A dear answer costs 0.00132: after the second one more than half is spent, and after the third all.
        await school.AskAsync();
        await school.AskAsync();
        Assert.Equal((2, 0), (_dear.Calls.Count, _cheap.Calls.Count));
        var thrifty = await school.AskAsync();
        Assert.Equal((2, 1), (_dear.Calls.Count, _cheap.Calls.Count));
        Assert.Equal(AnswerOutcome.Answered, thrifty.Outcome);
        Assert.Contains(thrifty.Trace.Warnings, warning => warning.Contains("costs least", StringComparison.Ordinal));
        Assert.Equal(0.00264m, (await school.LineAsync(UsageGrouping.Model, "dear")).Cost);

        _time.Advance(TimeSpan.FromDays(1));
        Assert.Empty((await school.AskAsync()).Trace.Warnings);
        Assert.Equal((3, 1), (_dear.Calls.Count, _cheap.Calls.Count));
    }

    [Fact]
    public async Task A_route_may_be_for_calls_that_save_or_for_those_that_need_not()
    {
        await using var school = await OpenAsync(new() { PerDay = 0.001m }, routes:
        [
            new() { Thrifty = true, Models = { "cheap" }, Only = true },
            new() { Thrifty = false, Models = { "dear" }, Only = true },
        ]);
        await school.AskAsync();
        Assert.Equal((1, 0), (_dear.Calls.Count, _cheap.Calls.Count));
        await school.AskAsync();
        Assert.Equal((1, 1), (_dear.Calls.Count, _cheap.Calls.Count));
    }

    [Fact]
    public async Task A_budget_that_is_spent_leaves_extracts()
    {
        await using var school = await OpenAsync(new() { PerMonth = 0.001m, WhenSpent = BudgetEnd.Extracts });
        await school.AskAsync();
        var answer = await school.AskAsync();
        Assert.Equal(1, _dear.Calls.Count + _cheap.Calls.Count);
        Assert.Equal(AnswerOutcome.Degraded, answer.Outcome);
        Assert.NotEmpty(answer.Citations);
        Assert.Contains(answer.Trace.Warnings, warning => warning.Contains("used up", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_budget_that_is_spent_refuses_until_the_month_ends_where_it_is_to()
    {
        await using var school = await OpenAsync(new() { PerMonth = 0.001m, WhenSpent = BudgetEnd.Refuse });
        await school.AskAsync();
        var refused = await school.AskAsync();
        Assert.Equal(AnswerOutcome.Refused, refused.Outcome);
        Assert.Equal(new DateTimeOffset(2026, 2, 1, 0, 0, 0, TimeSpan.Zero), refused.Refusal!.Until);
        Assert.Contains("0.001 of its budget", refused.Text, StringComparison.Ordinal);
        _time.Advance(TimeSpan.FromDays(31));
        Assert.Equal(AnswerOutcome.Answered, (await school.AskAsync()).Outcome);
    }

    [Fact]
    public async Task Machines_that_share_the_meter_share_the_budget()
    {
        using var meter = new SharedMeter();
        await using var one = await OpenAsync(new() { PerDay = 0.001m, ThriftyAt = 0.5 }, meter);
        await using var other = await OpenAsync(new() { PerDay = 0.001m, ThriftyAt = 0.5 }, meter);
        await one.AskAsync();
        await other.AskAsync();
        Assert.Equal((1, 1), (_dear.Calls.Count, _cheap.Calls.Count));
    }

    [Fact]
    public async Task A_tenant_without_a_budget_is_not_touched_by_that_of_others()
    {
        await using var school = await OpenAsync(new() { PerDay = 0 }, tenant: "elsewhere");
        await school.AskAsync();
        Assert.Equal((1, 0), (_dear.Calls.Count, _cheap.Calls.Count));
    }

    private Task<SmallSchool> OpenAsync(TenantBudget budget, SharedMeter? meter = null, string tenant = SmallSchool.Tenant, ChatRoute[]? routes = null) => CountedSchool.OpenAsync(
        _time,
        o => o.Budgets[tenant] = budget,
        configure: rag =>
        {
            // The school's own model is asked after these, and never.
            rag.UseChat(_ => new NamedModel(_dear, "dear"), "dear").UseChat(_ => new NamedModel(_cheap, "cheap"), "cheap").UseGateway(o =>
            {
                o.Prices.Add(new() { Model = "dear", Input = 10, Output = 10 });
                o.Prices.Add(new() { Model = "cheap", Input = 1, Output = 1 });
                foreach (var route in routes ?? [new() { Models = { "dear", "cheap" }, Only = true }]) o.Routes.Add(route);
            });
            if (meter is not null) rag.UseUsage(_ => meter.Meter);
        });

    private sealed class SharedMeter : IDisposable
    {
        private readonly TemporaryDirectory _directory = new();

        public SharedMeter() => Meter = new(_directory.Path);

        public Hosting.Usage.Embedded.FileUsageMeter Meter { get; }

        public void Dispose()
        {
            Meter.Dispose();
            _directory.Dispose();
        }
    }
}
