using System.Runtime.CompilerServices;
using Edify.Rag.Hosting.Answers;

namespace Edify.Rag.Hosting.Caching;

/// <summary>Serves an answer from the cache, from one that is being written for somebody else, or anew.</summary>
internal sealed class AnswerServing(AnswerCache cache)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, SharedAnswer> _underWay = new(StringComparer.Ordinal);

    /// <summary>The answer's updates; the trace tells where they are from.</summary>
    /// <param name="request">The question.</param>
    /// <param name="options">How the cache is to be used.</param>
    /// <param name="trace">The question's own trace.</param>
    /// <param name="make">Makes the answer; called at most once for all who ask at one time.</param>
    /// <param name="cancellationToken">Stops this asker's part of it.</param>
    public async IAsyncEnumerable<AnswerUpdate> ServeAsync(
        AnswerRequest request, AnswerCacheOptions options, TraceLog trace,
        Func<CancellationToken, IAsyncEnumerable<AnswerUpdate>> make, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var started = trace.Start();
        if (await cache.KeyOfAsync(request, options, cancellationToken).ConfigureAwait(false) is not { } key)
        {
            await foreach (var update in make(cancellationToken).ConfigureAwait(false)) yield return update;
            yield break;
        }

        if (await cache.FindAsync(key, options, cancellationToken).ConfigureAwait(false) is { } kept)
        {
            trace.Step("cache", started, "found");
            foreach (var update in Updates(kept)) yield return update;
            yield break;
        }

        var (answer, isMine) = Join(key, token => KeepAsync(key, make(token), options, token));
        trace.Step("cache", started, isMine ? "not found" : "under way for another");
        if (!isMine) AnswerInstruments.CacheLookups.Add(1, new KeyValuePair<string, object?>("edify.cache.result", "under_way"));
        await foreach (var update in answer.ReadAsync(cancellationToken).ConfigureAwait(false))
            yield return !isMine && update is AnswerUpdate.Completed done ? new AnswerUpdate.Completed(AsCached(done.Answer)) : update;
    }

    // What was paid once is not counted twice.
    private static Answer AsCached(Answer answer) => answer with
    {
        Trace = answer.Trace with { Cached = true, InputTokens = null, OutputTokens = null, Cost = answer.Trace.Cost is null ? null : 0 },
    };

    private static IEnumerable<AnswerUpdate> Updates(CachedAnswer kept)
    {
        yield return new AnswerUpdate.Sources(kept.Sources);
        if (kept.Answer.Outcome == AnswerOutcome.Answered) yield return new AnswerUpdate.Text(kept.Answer.Text);
        yield return new AnswerUpdate.Completed(AsCached(kept.Answer));
    }

    private async IAsyncEnumerable<AnswerUpdate> KeepAsync(
        AnswerKey key, IAsyncEnumerable<AnswerUpdate> updates, AnswerCacheOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Somebody else's may have ended between the look and the beginning.
        if (await cache.FindAgainAsync(key, options, cancellationToken).ConfigureAwait(false) is { } kept)
        {
            foreach (var update in Updates(kept)) yield return update;
            yield break;
        }

        IReadOnlyList<Citation> sources = [];
        await foreach (var update in updates.ConfigureAwait(false))
        {
            if (update is AnswerUpdate.Sources found) sources = found.Citations;

            // Before it is told: whoever asks after that finds it.
            if (update is AnswerUpdate.Completed done) await cache.StoreAsync(key, sources, done.Answer, options, cancellationToken).ConfigureAwait(false);
            yield return update;
        }
    }

    private (SharedAnswer Answer, bool IsMine) Join(AnswerKey key, Func<CancellationToken, IAsyncEnumerable<AnswerUpdate>> work)
    {
        SharedAnswer mine;
        lock (_lock)
        {
            if (_underWay.TryGetValue(key.Exact, out var other) && other.TryJoin()) return (other, false);
            mine = new();
            mine.TryJoin();
            _underWay[key.Exact] = mine;
        }

        _ = Task.Run(async () =>
        {
            await mine.WriteAsync(work).ConfigureAwait(false);
            lock (_lock)
            {
                if (_underWay.GetValueOrDefault(key.Exact) == mine) _underWay.Remove(key.Exact);
            }

            mine.Dispose();
        });
        return (mine, true);
    }
}
