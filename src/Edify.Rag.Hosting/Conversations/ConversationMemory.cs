using Edify.Rag.Hosting.Answers;
using Edify.Rag.Shared.Conversations;
using Edify.Rag.Shared.Language;
using Microsoft.Extensions.Logging;

namespace Edify.Rag.Hosting.Conversations;

/// <summary>Remembers: reads what was said before a question, and keeps the answer.</summary>
/// <remarks>A store that is down costs the memory and nothing else: the question is answered by itself, and the answer says so.</remarks>
internal sealed class ConversationMemory(
    IConversationStore store, ConversationSummaries summaries, ITextTokenizer? tokenizer, TimeProvider time, ILogger<ConversationMemory> logger)
{
    private const string Unread = "The conversation could not be read; the question was answered by itself.";
    private const string Unkept = "The answer could not be kept in the conversation.";

    /// <summary>The conversation of a question, a new one where it names none.</summary>
    /// <exception cref="RagInputException">It names one that can't be.</exception>
    public async Task<Conversing> OpenAsync(
        Question question, AccessScope scope, ConversationOptions options, TraceLog trace, CancellationToken cancellationToken)
    {
        if (!options.Enabled || !question.IsKept) return Conversing.None;
        if (question.ConversationId is null) return new(Guid.NewGuid().ToString("n"));
        var id = ConversationIds.Check(question.ConversationId);
        var started = trace.Start();
        try
        {
            // As many as a summary waits for, so that it is seen when one is due.
            var turns = await store.ReadAsync(question.User, id, Math.Max(options.MaxTurns, options.SummarizeAfter), cancellationToken).ConfigureAwait(false);
            var conversation = turns.Count >= options.SummarizeAfter && turns.Count > 0
                ? await store.FindAsync(question.User, id, cancellationToken).ConfigureAwait(false)
                : null;
            var open = conversation?.Summary is { } summary ? Unsummarized(turns, conversation.Turns - summary.Turns) : turns;
            var window = HistoryWindow.Choose(id, open, conversation?.Summary, scope.Fingerprint, options, Count) with { Seen = turns.Count };
            trace.Step("conversation", started, $"{window.Turns.Count} of {turns.Count} turns{(window.History.Count > 2 * window.Turns.Count ? " and a summary" : string.Empty)}");
            return window;
        }
        catch (Exception e) when (e is not RagInputException && !cancellationToken.IsCancellationRequested)
        {
            logger.ConversationUnavailable(e);
            trace.Degrade(Unread);
            return new(id);
        }
    }

    /// <summary>Keeps an answer as a turn, and tells by which name.</summary>
    public async Task<Answer> KeepAsync(
        Conversing conversation, Question question, string text, Answer answer, ConversationOptions options, CancellationToken cancellationToken)
    {
        if (conversation.Id is not { } id) return answer;
        var kept = answer with { ConversationId = id, TurnId = Guid.NewGuid() };
        try
        {
            await store.AppendAsync(question.User, id, new(kept.TurnId.Value, time.GetUtcNow(), text, kept), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            logger.ConversationUnavailable(e);
            return kept with
            {
                TurnId = null,
                Outcome = answer.Outcome == AnswerOutcome.Answered ? AnswerOutcome.Degraded : answer.Outcome,
                Trace = answer.Trace with { Degraded = [.. answer.Trace.Degraded, Unkept] },
            };
        }

        if (options.SummarizeAfter > 0 && conversation.Seen + 1 >= options.SummarizeAfter) summaries.Consider(question.User, id, answer.Trace.Scope, options);
        return kept;
    }

    // Turns that the summary stands for are not told twice.
    private static IReadOnlyList<ConversationTurn> Unsummarized(IReadOnlyList<ConversationTurn> turns, int open) => [.. turns.TakeLast(Math.Max(0, open))];

    private int Count(string text) => tokenizer?.CountTokens(text) ?? TokenEstimate.Of(text);
}
