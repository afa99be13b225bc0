using Edify.Rag.Hosting.RateLimiting;
using Edify.Rag.Hosting.Tests.Support;
using Edify.Rag.Hosting.Tests.Usage;
using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag.Hosting.Tests.RateLimiting;

public sealed class RateLimitTests
{
    private static readonly RateLimitRule Two = new() { Permits = 2, Window = TimeSpan.FromHours(1) };

    [Fact]
    public async Task Who_asks_too_often_is_refused_with_the_time_to_wait_before_a_model_is_asked()
    {
        var model = new WatchedChatClient();
        await using var school = await OpenAsync(o => o.User = Two, model);
        await school.AskAsync();
        await school.AskAsync();
        var refused = await school.AskAsync();
        Assert.Equal((AnswerOutcome.Refused, RefusalReason.RateLimit), (refused.Outcome, refused.Refusal!.Reason));
        Assert.InRange(refused.Refusal.RetryAfter!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        Assert.NotNull(refused.Refusal.Until);
        Assert.StartsWith("You have asked too often", refused.Text, StringComparison.Ordinal);
        Assert.Equal(2, model.Answers);
        Assert.NotEqual(AnswerOutcome.Refused, (await school.AskAsync(CountedSchool.Bell, SmallSchool.Admin)).Outcome);

        // Streams begin and end as always, and what was refused here is not counted there.
        var updates = await school.Assistant.AskStreamingAsync(new(CountedSchool.Bell, SmallSchool.Teacher)).ToListAsync();
        Assert.Equal([typeof(AnswerUpdate.Sources), typeof(AnswerUpdate.Completed)], updates.Select(update => update.GetType()));
        Assert.Equal(2, (await school.OfTeacherAsync()).Messages);
    }

    [Fact]
    public async Task A_tenants_limit_is_shared_by_its_users_and_not_by_other_tenants()
    {
        await using var school = await OpenAsync(o => o.Tenant = Two);
        await school.AskAsync();
        await school.AskAsync(CountedSchool.Bell, SmallSchool.Admin);
        Assert.StartsWith("People of your school", (await school.AskAsync()).Text, StringComparison.Ordinal);
        Assert.NotEqual(AnswerOutcome.Refused, (await school.AskAsync(CountedSchool.Bell, new("x", "elsewhere") { Roles = ["teacher"] })).Outcome);
    }

    [Fact]
    public async Task A_research_takes_one_permit_whatever_it_asks()
    {
        await using var school = await OpenAsync(o => o.User = Two);
        var task = new ResearchTask("When does the first bell ring? Where is the bell? Who rings the bell?", SmallSchool.Teacher);
        Assert.NotEqual(AnswerOutcome.Refused, (await ReportAsync()).Outcome);
        Assert.NotEqual(AnswerOutcome.Refused, (await school.AskAsync()).Outcome);
        Assert.Equal(AnswerOutcome.Refused, (await school.AskAsync()).Outcome);
        Assert.Equal(RefusalReason.RateLimit, (await ReportAsync()).Refusal!.Reason);

        async Task<ResearchReport> ReportAsync() =>
            (await school.Services.GetRequiredService<IResearch>().RunAsync(task).OfType<ResearchUpdate.Completed>().SingleAsync()).Report;
    }

    [Fact]
    public async Task A_shared_limiter_that_fails_is_stood_in_for_by_the_process()
    {
        await using var school = await OpenAsync(o => o.User = Two, configure: rag => rag.UseRateLimiter(_ => new BrokenLimiter()));
        await school.AskAsync();
        await school.AskAsync();
        Assert.Equal(AnswerOutcome.Refused, (await school.AskAsync()).Outcome);
    }

    [Fact]
    public void Rules_of_roles_take_the_place_of_the_users_and_the_one_that_allows_most_counts()
    {
        var options = new RateLimitOptions { User = Two };
        Assert.Equal([2], Permits("student"));
        options.Roles["student"] = new() { Permits = 10, Window = TimeSpan.FromMinutes(1) };
        options.Roles["greenfield/teacher"] = new() { Permits = 500, Window = TimeSpan.FromHours(1) };
        Assert.Equal([10], Permits("Student", "teacher"));
        options.Roles["admin"] = new();
        Assert.Empty(Permits("student", "admin"));
        options.RolesTogether["student"] = new() { Permits = 7 };
        options.Tenants["greenfield"] = new() { Permits = 100 };
        Assert.Equal([10, 7, 100], Permits("student"));
        Assert.Empty(RateLimitRules.For(options, new("x", string.Empty) { Roles = ["student"] }));

        IEnumerable<int> Permits(params string[] roles) => RateLimitRules.For(options, new("asha", "greenfield") { Roles = roles }).Select(limit => limit.Limit.Permits);
    }

    private static Task<SmallSchool> OpenAsync(Action<RateLimitOptions> limits, WatchedChatClient? model = null, Action<IRagBuilder>? configure = null) => CountedSchool.OpenAsync(
        new(),
        _ => { },
        model,
        rag =>
        {
            rag.WithRateLimits(limits);
            configure?.Invoke(rag);
        });

    private sealed class BrokenLimiter : IRateLimiter
    {
        public ValueTask<RateLimitDecision> TakeAsync(IReadOnlyList<RateLimit> limits, CancellationToken cancellationToken = default) =>
            throw new RagStateException("limiter", "The limiter is down.", isTransient: true);
    }
}
