using Edify.Rag.Embeddings.CacheWriter;
using Edify.Rag.Embeddings.Decorators.RateLimiting;
using Edify.Rag.Hosting.Tests.Support;
using FsCheck;
using FsCheck.Fluent;

namespace Edify.Rag.Embeddings.Tests.Decorators.RateLimiting;

public sealed class RateLimitTests : IDisposable
{
    private readonly ScriptedEmbedder _inner = new();
    private readonly FakeTimeProvider _time = new();

    public void Dispose() => _inner.Dispose();

    [Fact]
    public async Task What_fits_goes_at_once_and_what_does_not_waits_until_something_comes_back()
    {
        using var embedder = _inner.WithRateLimit(new() { Requests = 2 }, _time);
        await embedder.GenerateAsync(["a"]);
        _time.Advance(TimeSpan.FromSeconds(20));
        await embedder.GenerateAsync(["b"]);

        var waiting = embedder.GenerateAsync(["c"]);
        _time.Advance(TimeSpan.FromSeconds(39.9));
        Assert.Equal(2, _inner.Calls.Count);

        _time.Advance(TimeSpan.FromSeconds(0.2));
        await waiting;
        var next = embedder.GenerateAsync(["d"]);
        Assert.False(next.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(20));
        await next;
        Assert.Equal(["a", "b", "c", "d"], _inner.Texts);
    }

    [Fact]
    public async Task Questions_go_before_passages_and_each_in_their_order()
    {
        using var embedder = _inner.WithRateLimit(new() { Requests = 1, MaxQuestionWait = TimeSpan.FromHours(1) }, _time);
        await embedder.GenerateAsync(["first"]);

        Task[] waiting =
        [
            embedder.GenerateAsync(["passage 1"]),
            embedder.GenerateAsync(["passage 2"]),
            embedder.GenerateAsync(["question 1"], EmbeddingPurposes.ForQuery()),
            embedder.GenerateAsync(["question 2"], EmbeddingPurposes.ForQuery()),
        ];
        for (var minute = 1; minute <= waiting.Length; minute++)
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            while (_inner.Calls.Count < minute + 1) await Task.Yield();
        }

        await Task.WhenAll(waiting);
        Assert.Equal(["first", "question 1", "question 2", "passage 1", "passage 2"], _inner.Texts);
    }

    [Fact]
    public async Task A_question_that_would_wait_too_long_fails_and_says_what_to_do()
    {
        using var embedder = _inner.WithRateLimit(new() { Requests = 1, MaxQuestionWait = TimeSpan.FromSeconds(5) }, _time);
        await embedder.GenerateAsync(["a"], EmbeddingPurposes.ForQuery());

        var question = embedder.GenerateAsync(["b"], EmbeddingPurposes.ForQuery());
        _time.Advance(TimeSpan.FromSeconds(5));

        var error = await Assert.ThrowsAsync<EmbeddingRateLimitException>(() => question);
        Assert.True(error.IsTransient);
        Assert.Contains("MaxQuestionWait", error.Message, StringComparison.Ordinal);
        _time.Advance(TimeSpan.FromMinutes(1));
        await embedder.GenerateAsync(["c"], EmbeddingPurposes.ForQuery());
        Assert.Equal(["a", "c"], _inner.Texts);
    }

    [Fact]
    public async Task A_question_that_may_not_wait_goes_if_there_is_room()
    {
        using var embedder = _inner.WithRateLimit(new() { Requests = 1, MaxQuestionWait = TimeSpan.Zero }, _time);

        await embedder.GenerateAsync(["a"], EmbeddingPurposes.ForQuery());

        await Assert.ThrowsAsync<EmbeddingRateLimitException>(() => embedder.GenerateAsync(["b"], EmbeddingPurposes.ForQuery()));
    }

    [Fact]
    public async Task Who_is_cancelled_leaves_the_queue_to_the_next()
    {
        using var embedder = _inner.WithRateLimit(new() { Texts = 3 }, _time);
        using var stop = new CancellationTokenSource();
        await embedder.GenerateAsync(["a", "b"]);

        var large = embedder.GenerateAsync(["c", "d", "e"], cancellationToken: stop.Token);
        var small = embedder.GenerateAsync(["f"]);
        Assert.False(small.IsCompleted);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => large);
        await small;
        Assert.Equal(["a", "b", "f"], _inner.Texts);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => embedder.GenerateAsync(["g"], cancellationToken: new(canceled: true)));
    }

    [Fact]
    public async Task A_call_that_the_limits_never_let_through_is_split()
    {
        using var embedder = _inner.WithRateLimit(new() { Texts = 3 }, _time);
        string[] texts = ["a", "b", "c", "d", "e", "f", "g"];

        var made = await _time.PassUntilAsync(embedder.GenerateAsync(texts), TimeSpan.FromSeconds(10));

        Assert.Equal([3, 3, 1], _inner.Calls.Select(c => c.Count));
        Assert.Equal(texts, _inner.Texts);
        Assert.Equal(texts.Select(t => ScriptedEmbedder.VectorOf(t, null, "scripted-1", 24)), made.Select(e => e.Vector.ToArray()));
        Assert.Equal(7, made.Usage?.InputTokenCount);
    }

    [Fact]
    public async Task A_text_that_is_larger_than_the_limit_goes_alone_and_takes_all_of_it()
    {
        // The embedder counts a token a letter, which is what it reports; four letters are guessed to be one.
        using var embedder = _inner.WithRateLimit(new() { Tokens = 10 }, _time);

        await _time.PassUntilAsync(embedder.GenerateAsync(["ab", new string('c', 1000), "de", "fg"]), TimeSpan.FromSeconds(10));

        Assert.Equal([1, 1, 2], _inner.Calls.Select(c => c.Count));
    }

    [Fact]
    public async Task Tokens_are_set_right_by_what_the_embedder_reports()
    {
        using var embedder = _inner.WithRateLimit(new() { Tokens = 100 }, _time);

        // Guessed as 20, reported as 80.
        await embedder.GenerateAsync([new string('a', 80)]);
        var next = embedder.GenerateAsync([new string('b', 90)]);

        Assert.False(next.IsCompleted);
        _time.Advance(TimeSpan.FromMinutes(1));
        await next;
    }

    [Fact]
    public async Task The_embedders_own_tokenizer_counts()
    {
        _inner.Service = new LetterTokenizer();
        using var embedder = _inner.WithRateLimit(new() { Tokens = 10 }, _time);

        await _time.PassUntilAsync(embedder.GenerateAsync(["abcde", "fghij", "k"]), TimeSpan.FromSeconds(10));

        Assert.Equal([2, 1], _inner.Calls.Select(c => c.Count));
    }

    [Fact]
    public async Task What_is_disposed_leaves_nobody_waiting()
    {
        var embedder = _inner.WithRateLimit(new() { Requests = 1 }, _time);
        await embedder.GenerateAsync(["a"]);
        var waiting = embedder.GenerateAsync(["b"]);

        embedder.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting);
    }

    [Fact]
    public void In_no_stretch_of_a_period_is_more_spent_than_the_limits_allow_and_nobody_is_forgotten() => Prop.ForAll(
        ArbMap.Default.ArbFor<(byte Texts, byte Pause)[]>(),
        calls =>
        {
            var period = TimeSpan.FromSeconds(10);
            var time = new FakeTimeProvider();
            using var budget = new SlidingBudget(new(3, 20, 0), period, time);
            var spending = new List<Task<SlidingBudget.Expense>>();
            foreach (var (texts, pause) in calls)
            {
                spending.Add(budget.SpendAsync(new(1, texts % 21, 0), isQuestion: pause % 4 == 0, CancellationToken.None).AsTask());
                time.Advance(TimeSpan.FromMilliseconds(pause * 20));
            }

            time.Advance(period * (calls.Length + 1));
            var spent = Task.WhenAll(spending).GetAwaiter().GetResult();
            foreach (var from in spent)
            {
                var within = spent.Where(e => e.At >= from.At && e.At < from.At + period).ToList();
                Assert.InRange(within.Count, 1, 3);
                Assert.InRange(within.Sum(e => e.Cost.Texts), 0, 20);
            }
        }).Check(Law.On(300));

    [Theory]
    [InlineData(0, 0, 0, "no limit")]
    [InlineData(-1, 0, 5, "Requests")]
    [InlineData(0, 0, -5, "Tokens")]
    public void Options_out_of_their_range_are_refused(int requests, int texts, long tokens, string named)
    {
        var error = Assert.Throws<ArgumentException>(() => _inner.WithRateLimit(new() { Requests = requests, Texts = texts, Tokens = tokens }));
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    private sealed class LetterTokenizer : ITextTokenizer
    {
        public string Fingerprint => "letters";

        public int CountTokens(ReadOnlySpan<char> text) => text.Length;
    }
}
