using System.Runtime.CompilerServices;
using Edify.Rag.Hosting.Retrieval;

namespace Edify.Rag.Hosting.Answers;

/// <summary>The question flow: scope → understand → retrieve → context → answer → citation check.</summary>
internal sealed class RagAssistant(
    IAccessPolicy policy, IQuestionAnalyzer analyzer, PlannedRetrieval retrieval, IContextBuilder contextBuilder, AnswerWriter writer, TimeProvider time) : IRagAssistant
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
        _ = QuestionText.Clean(question.Text);
        var trace = new TraceLog(time);

        var scope = await trace.TimeAsync("scope", () => policy.ResolveAsync(question.User, cancellationToken)).ConfigureAwait(false);
        trace.Scope = scope;

        var plan = await analyzer.AnalyzeAsync(question, [], cancellationToken).ConfigureAwait(false);
        trace.Add(plan);

        var found = await retrieval.RetrieveAsync(question, plan, scope, cancellationToken).ConfigureAwait(false);
        trace.Add(found);

        var context = trace.Time("context", () => contextBuilder.Build(plan.Text, found.Chunks), c => $"{c.Passages.Count} passages, about {c.TokenCount} tokens");
        yield return new AnswerUpdate.Sources(Citations(context));
        if (context.Passages.Count == 0)
        {
            yield return new AnswerUpdate.Completed(NotFound(question, trace));
            yield break;
        }

        var draft = new AnswerDraft();
        await foreach (var delta in writer.WriteAsync(context, draft, trace, cancellationToken).ConfigureAwait(false))
            yield return new AnswerUpdate.Text(delta);

        var verified = trace.Time("citations", () => writer.Verify(draft, context), v => $"{v.Citations.Count} cited, {v.Dropped} dropped");
        yield return new AnswerUpdate.Completed(
            draft.IsNoAnswer || verified.Citations.Count == 0 ? NotFound(question, trace) : Answered(question, verified, trace));
    }

    private static Answer Answered(Question question, VerifiedAnswer verified, TraceLog trace) =>
        new(verified.Text, trace.IsDegraded ? AnswerOutcome.Degraded : AnswerOutcome.Answered, verified.Citations)
        {
            ConversationId = question.ConversationId,
            Trace = trace.ToTrace(),
        };

    // A claim that no passage supports is not shown, so an answer without a citation is none.
    private static Answer NotFound(Question question, TraceLog trace) => new(NothingFound, AnswerOutcome.NotFound, [])
    {
        ConversationId = question.ConversationId,
        Trace = trace.ToTrace(),
    };

    private static IReadOnlyList<Citation> Citations(AnswerContext context) =>
        [.. context.Passages.Select(p => new Citation(p.Number, p.Chunk.Name, p.Chunk.Page, p.Text)
        {
            Title = p.Chunk.Title,
            PageLabel = p.Chunk.PageLabelOf(p.Chunk.Page),
            DocumentId = p.Chunk.DocumentId,
            ChunkId = p.Chunk.Record.Id,
        })];
}
