using Edify.Rag.Hosting.Tests.Support;

namespace Edify.Rag.Hosting.Tests.Usage.Quotas;

public sealed class QuotaTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Questions_are_refused_when_they_are_used_up_and_answered_the_next_day_in_the_schools_time()
    {
        await using var school = await CountedSchool.OpenAsync(_time, o =>
        {
            o.Plan("free").MessagesPerDay = 2;
            o.DefaultPlan = "free";
            o.TimeZones[SmallSchool.Tenant] = "Asia/Kolkata";
        });
        for (var i = 0; i < 2; i++) Assert.NotEqual(AnswerOutcome.Refused, (await school.AskAsync()).Outcome);

        var refused = await school.AskAsync();
        Assert.Equal(AnswerOutcome.Refused, refused.Outcome);
        Assert.Equal(RefusalReason.Quota, refused.Refusal!.Reason);
        Assert.Equal(new DateTimeOffset(2026, 1, 1, 18, 30, 0, TimeSpan.Zero), refused.Refusal.Until);
        Assert.Equal(TimeSpan.FromHours(18.5), refused.Refusal.RetryAfter);
        Assert.Equal("You have used up 2 questions of this day. You can ask again from 2 January 2026, 00:00 (Asia/Kolkata).", refused.Text);
        Assert.Empty(refused.Citations);

        _time.Advance(TimeSpan.FromHours(18.5) - TimeSpan.FromSeconds(1));
        Assert.Equal(AnswerOutcome.Refused, (await school.AskAsync()).Outcome);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.NotEqual(AnswerOutcome.Refused, (await school.AskAsync()).Outcome);
    }

    [Fact]
    public async Task A_refusal_of_several_limits_tells_the_one_that_holds_longest()
    {
        await using var school = await CountedSchool.OpenAsync(_time, o =>
        {
            (o.Plan("free").MessagesPerDay, o.Plans["free"].MessagesPerMonth) = (1, 1);
            o.Roles["teacher"] = "free";
        });
        await school.AskAsync();
        Assert.Equal(new DateTimeOffset(2026, 2, 1, 0, 0, 0, TimeSpan.Zero), (await school.AskAsync()).Refusal!.Until);
    }

    [Fact]
    public async Task Two_hundred_questions_at_once_are_answered_as_often_as_the_plan_says()
    {
        await using var school = await CountedSchool.OpenAsync(_time, o =>
        {
            o.Plan("school").MessagesPerDay = 23;
            o.Tenants[SmallSchool.Tenant] = "school";
        });
        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(() => school.AskAsync(CountedSchool.Bell, SmallSchool.Teacher with { Roles = ["teacher", $"r{i % 5}"] }))));
        Assert.Equal(23, answers.Count(answer => answer.Outcome != AnswerOutcome.Refused));
        Assert.Equal(23, (await school.LineAsync(UsageGrouping.Tenant, SmallSchool.Tenant)).Messages);
    }

    [Fact]
    public async Task Administrators_are_counted_and_limited_only_where_the_settings_say_so()
    {
        var isLimited = false;
        await using var school = await CountedSchool.OpenAsync(_time, o =>
        {
            o.Plan("none").MessagesPerDay = 0;
            (o.DefaultPlan, o.DefaultTenantPlan, o.LimitAdministrators) = ("none", "none", isLimited);
        });
        Assert.NotEqual(AnswerOutcome.Refused, (await school.AskAsync(CountedSchool.Bell, SmallSchool.Admin)).Outcome);
        Assert.Equal(AnswerOutcome.Refused, (await school.AskAsync()).Outcome);
        Assert.Equal(1, (await school.LineAsync(UsageGrouping.User, SmallSchool.Admin.Id)).Messages);

        isLimited = true;
        await using var strict = await CountedSchool.OpenAsync(_time, o =>
        {
            o.Plan("none").MessagesPerDay = 0;
            (o.DefaultPlan, o.LimitAdministrators) = ("none", isLimited);
        });
        Assert.Equal(AnswerOutcome.Refused, (await strict.AskAsync(CountedSchool.Bell, SmallSchool.Admin)).Outcome);
    }

    [Fact]
    public async Task Near_a_limit_the_answer_warns_and_names_the_reset()
    {
        await using var school = await CountedSchool.OpenAsync(_time, o =>
        {
            o.Plan("free").MessagesPerDay = 10;
            o.DefaultPlan = "free";
        });
        for (var i = 1; i <= 8; i++) Assert.Empty((await school.AskAsync()).Trace.Warnings);
        Assert.Equal(["You have used 9 of 10 questions of this day. It begins anew on 2 January 2026, 00:00 (UTC)."], (await school.AskAsync()).Trace.Warnings);
        Assert.Single((await school.AskAsync()).Trace.Warnings);
    }

    [Fact]
    public async Task Tokens_are_set_aside_and_counted_as_they_were_used()
    {
        await using var school = await CountedSchool.OpenAsync(_time, o =>
        {
            o.Plan("free").TokensPerMonth = 1000;
            (o.DefaultPlan, o.ReservedTokens) = ("free", 800);
        });

        // Of 1,000 there are 800 left as long as no more than 200 are used; the third would have to go beyond.
        await school.AskAsync();
        Assert.Equal(CountedSchool.Tokens, (await school.OfTeacherAsync()).Tokens);
        await school.AskAsync();
        var refused = await school.AskAsync();
        Assert.Equal(AnswerOutcome.Refused, refused.Outcome);
        Assert.Contains("1,000 tokens of this month", refused.Text, StringComparison.Ordinal);
        Assert.Equal(2 * CountedSchool.Tokens, (await school.OfTeacherAsync()).Tokens);
        Assert.Equal(2 * CountedSchool.Tokens, (await school.LineAsync(UsageGrouping.Model, "watched")).Tokens);
        Assert.Equal(2, (await school.LineAsync(UsageGrouping.Role, "teacher")).Messages);
    }

    [Fact]
    public async Task A_cancelled_question_gives_back_what_it_did_not_use()
    {
        var model = new WatchedChatClient { Gate = new TaskCompletionSource().Task };
        await using var school = await CountedSchool.OpenAsync(_time, o =>
        {
            (o.Plan("free").MessagesPerDay, o.Plans["free"].TokensPerDay) = (1, 5000);
            o.DefaultPlan = "free";
        }, model);
        using var stop = new CancellationTokenSource();
        var asking = school.Assistant.AskAsync(new(CountedSchool.Bell, SmallSchool.Teacher), stop.Token);
        await Until.TrueAsync(() => model.Answers == 1);
        Assert.Equal(1, (await school.OfTeacherAsync()).Messages);
        Assert.Equal(4000, (await school.OfTeacherAsync()).Tokens);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);

        var line = await school.OfTeacherAsync();
        Assert.Equal(0, line.Messages);

        // What the model had read and written by then is used.
        Assert.InRange(line.Tokens, 1, 3999);
        model.Gate = Task.CompletedTask;
        Assert.NotEqual(AnswerOutcome.Refused, (await school.AskAsync()).Outcome);
    }

    [Fact]
    public async Task Who_stops_reading_and_who_meets_an_error_get_back_their_question()
    {
        await using var school = await CountedSchool.OpenAsync(_time, o =>
        {
            o.Plan("free").MessagesPerDay = 1;
            o.DefaultPlan = "free";
        });
        await foreach (var update in school.Assistant.AskStreamingAsync(new(CountedSchool.Bell, SmallSchool.Teacher))) break;
        await Assert.ThrowsAsync<RagInputException>(() => school.AskAsync(" ", SmallSchool.Teacher));
        Assert.Equal(0, (await school.OfTeacherAsync()).Messages);
        Assert.NotEqual(AnswerOutcome.Refused, (await school.AskAsync()).Outcome);
        Assert.Equal(AnswerOutcome.Refused, (await school.AskAsync()).Outcome);
    }

    [Fact]
    public async Task A_clock_that_goes_back_gives_no_quota_twice_and_locks_nobody_out()
    {
        await using var school = await CountedSchool.OpenAsync(_time, o =>
        {
            o.Plan("free").MessagesPerDay = 1;
            o.DefaultPlan = "free";
        });
        Assert.NotEqual(AnswerOutcome.Refused, (await school.AskAsync()).Outcome);
        _time.Advance(TimeSpan.FromDays(400));
        Assert.NotEqual(AnswerOutcome.Refused, (await school.AskAsync()).Outcome);
        _time.Advance(TimeSpan.FromDays(-400));
        Assert.Equal(AnswerOutcome.Refused, (await school.AskAsync()).Outcome);
        _time.Advance(TimeSpan.FromDays(1));
        Assert.NotEqual(AnswerOutcome.Refused, (await school.AskAsync()).Outcome);
    }

    [Fact]
    public async Task A_question_that_crosses_midnight_is_settled_on_the_day_it_was_asked()
    {
        var gate = new TaskCompletionSource();
        var model = new WatchedChatClient { Gate = gate.Task };
        await using var school = await CountedSchool.OpenAsync(_time, o => o.DefaultPlan = string.Empty, model);
        var asking = school.AskAsync();
        await Until.TrueAsync(() => model.Answers == 1);
        _time.Advance(TimeSpan.FromDays(1));
        gate.SetResult();
        await asking;
        Assert.Equal(CountedSchool.Tokens, (await school.LineAsync(UsageGrouping.Day, "2026-01-01")).Tokens);
        Assert.Equal(1, (await school.LineAsync(UsageGrouping.Day, "2026-01-01")).Messages);
        Assert.Equal(0, (await school.LineAsync(UsageGrouping.Day, "2026-01-02")).Messages);
    }

    [Fact]
    public async Task An_answer_from_the_cache_counts_as_a_question_and_costs_no_tokens()
    {
        await using var school = await CountedSchool.OpenAsync(_time, _ => { }, configure: rag => rag.ConfigureAnswerCache(o => o.Enabled = true));
        Assert.False((await school.AskAsync()).Trace.Cached);
        Assert.True((await school.AskAsync()).Trace.Cached);
        var line = await school.OfTeacherAsync();
        Assert.Equal((2, CountedSchool.Tokens), (line.Messages, line.Tokens));
    }

    [Fact]
    public async Task Without_limits_all_is_counted_and_a_user_without_a_tenant_is_not()
    {
        await using var school = await CountedSchool.OpenAsync(_time, o => o.Enabled = false);
        await school.AskAsync();
        await school.AskAsync(CountedSchool.Bell, new("nobody", string.Empty));
        Assert.Equal(1, Assert.Single(await school.Services.GetRag<IUsageReport>().ReadAsync(new(UsageGrouping.User))).Messages);
    }
}
