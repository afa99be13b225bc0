using System.Collections.Concurrent;
using Edify.Rag.Shared.Conversations;
using Microsoft.Extensions.Logging;

namespace Edify.Rag.Hosting.Conversations;

/// <summary>Sums up long conversations beside the questions, none of which waits for it.</summary>
/// <remarks>What is lost when the process ends is done after the conversation's next question.</remarks>
internal sealed class ConversationSummaries(
    IConversationStore store, ConversationSummarizer summarizer, TimeProvider time, ILogger<ConversationSummaries> logger) : IDisposable
{
    // A model that is busy with summaries has no time for answers.
    private const int AtOneTime = 2;
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    private readonly ConcurrentDictionary<(string Owner, string Id), Task> _underWay = [];
    private readonly CancellationTokenSource _stop = new();

    /// <summary>Ends when nothing is being summed up.</summary>
    internal Task Idle => Task.WhenAll(_underWay.Values);

    /// <summary>Sums a conversation up if enough turns have come since the last summary.</summary>
    /// <param name="user">Whose it is.</param>
    /// <param name="id">Which.</param>
    /// <param name="scope">The scope of the last answer: nothing that was answered under another one gets into the summary.</param>
    /// <param name="options">When one is due.</param>
    public void Consider(RagUser user, string id, string scope, ConversationOptions options)
    {
        var key = (ConversationOwner.Of(user), id);
        if (_stop.IsCancellationRequested || _underWay.Count >= AtOneTime || !_underWay.TryAdd(key, Task.CompletedTask)) return;
        var token = _stop.Token;
        var work = Task.Run(() => RunAsync(user, id, scope, options, token), CancellationToken.None);
        _underWay[key] = work;
        _ = work.ContinueWith(_ => _underWay.TryRemove(key, out var _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    private async Task RunAsync(RagUser user, string id, string scope, ConversationOptions options, CancellationToken stop)
    {
        try
        {
            using var limit = new CancellationTokenSource(Timeout, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, limit.Token);
            await SummarizeAsync(user, id, scope, options, either.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (!stop.IsCancellationRequested)
        {
            // Nobody waits for it, and the next question of the conversation asks for it again.
            logger.SummaryFailed(e);
        }
    }

    private async Task SummarizeAsync(RagUser user, string id, string scope, ConversationOptions options, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(user, id, cancellationToken).ConfigureAwait(false) is not { } conversation) return;
        var done = conversation.Summary?.Turns ?? 0;
        var open = conversation.Turns - done;
        if (open < options.SummarizeAfter) return;

        // The newer half stays as it was said; turns that came meanwhile are newer still.
        var turns = await store.ReadAsync(user, id, open, cancellationToken).ConfigureAwait(false);
        var older = turns.Take(open - (open / 2)).ToList();
        var before = conversation.Summary is { } last && last.Scope == scope ? last.Text : string.Empty;
        List<ConversationTurn> told = [.. older.Where(t => t.Answer.Trace.Scope == scope)];
        var text = told.Count == 0 ? before : await summarizer.SummarizeAsync(user.Tenant, before, told, cancellationToken).ConfigureAwait(false);
        await store.SummarizeAsync(user, id, new(text, done + older.Count, scope), cancellationToken).ConfigureAwait(false);
    }
}
