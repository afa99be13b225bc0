using Edify.Rag.Hosting.Tests.Support;

namespace Edify.Rag.Hosting.Tests.Usage.Quotas;

public sealed class MeterFailureTests
{
    [Fact]
    public async Task While_the_meter_fails_questions_are_answered_and_say_so()
    {
        await using var school = await OpenAsync(MeterFailure.Answer);
        var answer = await school.AskAsync();
        Assert.NotEqual(AnswerOutcome.Refused, answer.Outcome);
        Assert.NotEmpty(answer.Citations);
        Assert.Equal(["What this answer used could not be counted."], answer.Trace.Warnings);
    }

    [Fact]
    public async Task While_the_meter_fails_questions_are_refused_where_the_settings_say_so_but_not_those_of_administrators()
    {
        await using var school = await OpenAsync(MeterFailure.Refuse);
        var refused = await school.AskAsync();
        Assert.Equal((AnswerOutcome.Refused, RefusalReason.Unavailable), (refused.Outcome, refused.Refusal!.Reason));
        Assert.NotEqual(AnswerOutcome.Refused, (await school.AskAsync(CountedSchool.Bell, SmallSchool.Admin)).Outcome);
    }

    private static Task<SmallSchool> OpenAsync(MeterFailure onFailure) => CountedSchool.OpenAsync(
        new(),
        o =>
        {
            o.Plan("free").MessagesPerDay = 5;
            (o.DefaultPlan, o.OnMeterFailure) = ("free", onFailure);
        },
        configure: rag => rag.UseUsage(_ => new BrokenMeter()));

    private sealed class BrokenMeter : IUsageMeter
    {
        public ValueTask<UsageDecision> ChargeAsync(IReadOnlyList<UsageCharge> charges, CancellationToken cancellationToken = default) => throw Broken();

        public ValueTask<IReadOnlyList<long>> ReadAsync(IReadOnlyList<UsageCounter> counters, CancellationToken cancellationToken = default) => throw Broken();

        public IAsyncEnumerable<UsageAmount> ListAsync(UsageQuery query, CancellationToken cancellationToken = default) => throw Broken();

        public Task<long> PruneAsync(DateOnly before, CancellationToken cancellationToken = default) => throw Broken();

        public Task<long> EraseAsync(string tenant, string? user = null, CancellationToken cancellationToken = default) => throw Broken();

        private static RagStateException Broken() => new("meter", "The meter is down.", isTransient: true);
    }
}
