using System.Runtime.CompilerServices;
using Edify.Rag.Hosting.Caching;
using Edify.Rag.Hosting.Conversations;
using Edify.Rag.Hosting.Retrieval;

namespace Edify.Rag.Hosting.Answers;

/// <summary>
/// The question flow: scope → conversation → understanding → cache, or else retrieve → context → answer → citation check → conversation.
/// </summary>
internal sealed class RagAssistant(
    IAccessPolicy policy, ConversationMemory memory, IQuestionAnalyzer analyzer, AnswerServing serving,
    PlannedRetrieval retrieval, IContextBuilder contextBuilder, AnswerWriter writer, AnswerSettings settings, TimeProvider time) : IRagAssistant
{
    private const string NothingFound = "I found no answer to this in the documents that you may see.";

    public async Task<Answer> AskAsync(Question question, CancellationToken cancellationToken = default)
    {
        await foreach (var update in AskStreamingAsync(question, cancellationToken).ConfigureAwait(false))
        {
            if (update is AnswerUpdate.Completed completed) return completed.Answer;
        }

        throw new System.Diagnostics.UnreachableException();
    }

    public async IAsyncEnumerable<AnswerUpdate> AskStreamingAsync(
        Question question, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(question);
        var text = QuestionText.Clean(question.Text);
        var trace = new TraceLog(time);
        var now = settings.Current();
        if (now.AreNew) trace.Step("settings", trace.Start(), $"changed to {now.Fingerprint}");

        var scope = await trace.TimeAsync("scope", () => policy.ResolveAsync(question.User, cancellationToken)).ConfigureAwait(false);
        var conversation = await memory.OpenAsync(question, scope, now.Conversations, trace, cancellationToken).ConfigureAwait(false);
        var plan = await analyzer.AnalyzeAsync(question with { Text = text }, conversation.Turns, cancellationToken).ConfigureAwait(false);
        trace.Add(plan);

        var request = new AnswerRequest(question, plan, scope, conversation, now.Fingerprint);
        var updates = serving.ServeAsync(request, now.Cache, trace, token => MakeAsync(request, token), cancellationToken);
        await foreach (var update in updates.ConfigureAwait(false))
        {
            if (update is not AnswerUpdate.Completed made)
            {
                yield return update;
                continue;
            }

            var answer = trace.Complete(made.Answer, now.Fingerprint);
            answer = await memory.KeepAsync(conversation, question, text, answer, now.Conversations, cancellationToken).ConfigureAwait(false);
            AnswerInstruments.Given(answer, trace.Elapsed);
            yield return new AnswerUpdate.Completed(answer);
        }
    }

    /// <summary>What is made once, whoever asks: nothing of it may depend on what is not in the request's key.</summary>
    private async IAsyncEnumerable<AnswerUpdate> MakeAsync(AnswerRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var trace = new TraceLog(time) { Scope = request.Scope, Mode = request.Plan.Mode };
        var found = await retrieval.RetrieveAsync(request.Question, request.Plan, request.Scope, cancellationToken).ConfigureAwait(false);
        trace.Add(found);

        var context = trace.Time(
            "context",
            () => contextBuilder.Build(request.Plan.Text, found.Chunks) with { History = request.Conversation.History, Reader = request.Question.User },
            c => $"{c.Passages.Count} passages, about {c.TokenCount} tokens");
        yield return new AnswerUpdate.Sources(Citations(context));
        if (context.Passages.Count == 0)
        {
            yield return new AnswerUpdate.Completed(NotFound(trace));
            yield break;
        }

        var draft = new AnswerDraft();
        var call = new ModelCall(request.Scope.Tenant, ModelCall.Answering) { Kind = request.Plan.Kind };
        await foreach (var update in writer.WriteAsync(context, call, draft, trace, cancellationToken).ConfigureAwait(false)) yield return update;

        var verified = await trace.TimeAsync("citations", () => writer.VerifyAsync(draft, context, cancellationToken), Detail).ConfigureAwait(false);
        trace.Add(verified);
        yield return new AnswerUpdate.Completed(draft.IsNoAnswer || !verified.IsAnswer ? NotFound(trace) : Answered(verified, trace));
    }

    private static string Detail(VerifiedAnswer verified) => string.Join("; ", verified.Notes.Prepend(
        $"{verified.Citations.Count} cited, {verified.Dropped} dropped, {verified.Unsupported.Count} unsupported"));

    private static Answer Answered(VerifiedAnswer verified, TraceLog trace) =>
        new(verified.Text, trace.IsDegraded ? AnswerOutcome.Degraded : AnswerOutcome.Answered, verified.Citations) { Trace = trace.ToTrace() };

    // A claim that no passage supports is not shown, so an answer without a citation is none.
    private static Answer NotFound(TraceLog trace) => new(NothingFound, AnswerOutcome.NotFound, []) { Trace = trace.ToTrace() };

    private static IReadOnlyList<Citation> Citations(AnswerContext context) =>
        [.. context.Passages.Select(p => new Citation(p.Number, p.Chunk.Name, p.Chunk.Page, p.Text)
        {
            Title = p.Chunk.Title,
            PageLabel = p.Chunk.PageLabelOf(p.Chunk.Page),
            HeadingPath = p.Chunk.HeadingPath,
            DocumentId = p.Chunk.DocumentId,
            ChunkId = p.Chunk.Record.Id,
        })];
}
