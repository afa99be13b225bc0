using Edify.Rag.Hosting.Tests.Support;

namespace Edify.Rag.Hosting.Tests.Caching;

public sealed class SharedAnswerTests : IDisposable
{
    private const string Fee = CachedSchool.Fee;

    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly WatchedChatClient _model;

    public SharedAnswerTests() => _model = new() { Gate = _gate.Task };

    public void Dispose() => _model.Dispose();

    [Fact]
    public async Task Many_who_ask_at_one_time_are_answered_by_one_call()
    {
        await using var school = await CachedSchool.OpenAsync(_model);
        var asked = Enumerable.Range(0, 20).Select(_ => Task.Run(() => school.AskAsync(Fee, SmallSchool.Admin))).ToList();
        await Until.TrueAsync(() => _model.Answers > 0);
        _gate.SetResult();
        var answers = await Task.WhenAll(asked);
        Assert.Equal(1, _model.Answers);
        Assert.All(answers, a => Assert.Contains("50 rupees", a.Text, StringComparison.Ordinal));
        Assert.Single(answers, a => !a.Trace.Cached);
        Assert.Equal(20, answers.Select(a => a.TurnId).Distinct().Count());
    }

    [Fact]
    public async Task Who_gives_up_takes_nobody_along_not_even_the_first()
    {
        await using var school = await CachedSchool.OpenAsync(_model);
        using var first = new CancellationTokenSource();
        var given = AskAsync(school, first.Token);
        await Until.TrueAsync(() => _model.Answers == 1);
        var others = Enumerable.Range(0, 3).Select(_ => AskAsync(school, CancellationToken.None)).ToList();
        await Until.TrueAsync(() => others.TrueForAll(o => o.Started.IsCompleted));
        await first.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given.Answer);
        _gate.SetResult();
        foreach (var other in others) Assert.Contains("50 rupees", (await other.Answer).Text, StringComparison.Ordinal);
        Assert.Equal((1, 0), (_model.Answers, _model.Cancelled));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task When_nobody_waits_any_more_the_models_call_is_cancelled(bool cached)
    {
        await using var school = await CachedSchool.OpenAsync(_model, rag => rag.ConfigureAnswerCache(o => o.Enabled = cached));
        using var stop = new CancellationTokenSource();
        var asked = Enumerable.Range(0, cached ? 3 : 1).Select(_ => AskAsync(school, stop.Token)).ToList();
        await Until.TrueAsync(() => _model.Answers == 1 && asked.TrueForAll(a => a.Started.IsCompleted));
        await stop.CancelAsync();
        foreach (var each in asked) await Assert.ThrowsAnyAsync<OperationCanceledException>(() => each.Answer);
        await Until.TrueAsync(() => _model.Cancelled == 1);

        // And nothing is left behind for those who ask later.
        _gate.SetResult();
        Assert.Contains("50 rupees", (await school.AskAsync(Fee, SmallSchool.Admin)).Text, StringComparison.Ordinal);
        Assert.Equal(2, _model.Answers);
    }

    [Fact]
    public async Task Who_leaves_the_stream_cancels_the_models_call()
    {
        await using var school = await CachedSchool.OpenAsync(_model);
        await foreach (var update in school.Assistant.AskStreamingAsync(new(Fee, SmallSchool.Admin)))
        {
            // The first words are shown while the model still writes.
            if (update is AnswerUpdate.Text) break;
        }

        await Until.TrueAsync(() => _model.Cancelled == 1);
    }

    [Fact]
    public async Task What_goes_wrong_is_told_to_all_who_wait()
    {
        await using var school = await CachedSchool.OpenAsync(_model, rag => rag.Decorate<IRetriever>("broken", (_, _) => new BrokenRetriever(_gate.Task)));
        var asked = Enumerable.Range(0, 4).Select(_ => AskAsync(school, CancellationToken.None)).ToList();
        _gate.SetResult();
        foreach (var each in asked) await Assert.ThrowsAsync<VectorStoreException>(() => each.Answer);
    }

    [Fact]
    public async Task Cost_provider_and_what_was_passed_over_stand_in_the_trace()
    {
        _gate.SetResult();
        await using var school = await CachedSchool.OpenAsync(_model);
        _model.Report = new("primary") { Attempts = 2, Cost = 0.25m };
        var answer = await school.AskAsync(Fee, SmallSchool.Admin);
        Assert.Equal((0.25m, "watched", 120L, 12L), (answer.Trace.Cost, answer.Trace.Model, answer.Trace.InputTokens, answer.Trace.OutputTokens));
        Assert.Contains(answer.Trace.Steps, s => s.Name == "model" && s.Detail.Contains("primary", StringComparison.Ordinal));
        var call = ModelCall.Find(_model.Calls[0].Options)!;
        Assert.Equal((SmallSchool.Tenant, ModelCall.Answering), (call.Tenant, call.Purpose));
        Assert.NotNull(call.Kind);
        Assert.Equal((0m, true), (await school.AskAsync(Fee, SmallSchool.Admin)) is { Trace: var trace } ? (trace.Cost, trace.Cached) : default);

        _model.Report = new("second") { Attempts = 3, Degraded = ["primary did not answer"] };
        var degraded = await school.AskAsync("When does the first bell ring?", SmallSchool.Admin);
        Assert.Equal(AnswerOutcome.Degraded, degraded.Outcome);
        Assert.Equal(["primary did not answer"], degraded.Trace.Degraded);
    }

    private static (Task Started, Task<Answer> Answer) AskAsync(SmallSchool school, CancellationToken cancellationToken)
    {
        var started = new TaskCompletionSource();
        return (started.Task, Task.Run(async () =>
        {
            await foreach (var update in school.Assistant.AskStreamingAsync(new(Fee, SmallSchool.Admin), cancellationToken))
            {
                started.TrySetResult();
                if (update is AnswerUpdate.Completed done) return done.Answer;
            }

            throw new InvalidOperationException("There was no answer.");
        }, CancellationToken.None));
    }

    private sealed class BrokenRetriever(Task gate) : IRetriever
    {
        public async Task<RetrievalResult> RetrieveAsync(RetrievalQuery query, AccessScope scope, CancellationToken cancellationToken = default)
        {
            await gate.WaitAsync(cancellationToken);
            throw new VectorStoreException("test", "documents", "search", "It is down.");
        }
    }
}
