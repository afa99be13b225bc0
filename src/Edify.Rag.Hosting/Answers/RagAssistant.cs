using System.Runtime.CompilerServices;
using Edify.Rag.Hosting.Retrieval;

namespace Edify.Rag.Hosting.Answers;

/// <summary>The question flow: scope → retrieve → context → answer → citation check.</summary>
internal sealed class RagAssistant(
    IAccessPolicy policy, IRetriever retriever, IContextBuilder contextBuilder, AnswerWriter writer, RetrievalOptions options, TimeProvider time) : IRagAssistant
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

        var scope = await trace.TimeAsync("scope", () => policy.ResolveAsync(question.User, cancellationToken)).ConfigureAwait(false);
        trace.Scope = scope;

        var found = await retriever.RetrieveAsync(Query(question, text), scope, cancellationToken).ConfigureAwait(false);
        trace.Add(found);

        var context = trace.Time("context", () => contextBuilder.Build(text, found.Chunks), c => $"{c.Passages.Count} passages, about {c.TokenCount} tokens");
        yield return new AnswerUpdate.Sources(Citations(context));
        if (context.Passages.Count == 0)
        {
            yield return new AnswerUpdate.Completed(NotFound(question, trace));
            yield break;
        }

        var draft = new AnswerDraft();
        await foreach (var delta in writer.WriteAsync(context, draft, trace, cancellationToken).ConfigureAwait(false))
            yield return new AnswerUpdate.Text(delta);

        var verified = await trace.TimeAsync("citations", () => writer.VerifyAsync(draft, context, cancellationToken), Detail).ConfigureAwait(false);
        trace.Add(verified);
        yield return new AnswerUpdate.Completed(draft.IsNoAnswer || !verified.IsAnswer ? NotFound(question, trace) : Answered(question, verified, trace));
    }

    private RetrievalQuery Query(Question question, string text) =>
        new(text) { Top = question.Top ?? options.PassagesPerAnswer, Mode = question.Mode, Within = question.Within };

    private static string Detail(VerifiedAnswer verified) => string.Join("; ", verified.Notes.Prepend(
        $"{verified.Citations.Count} cited, {verified.Dropped} dropped, {verified.Unsupported.Count} unsupported"));

    private static Answer Answered(Question question, VerifiedAnswer verified, TraceLog trace) =>
        new(verified.Text, trace.IsDegraded ? AnswerOutcome.Degraded : AnswerOutcome.Answered, verified.Citations)
        {
            ConversationId = question.ConversationId,
            Trace = trace.ToTrace(question.Mode),
        };

    // A claim that no passage supports is not shown, so an answer without a citation is none.
    private static Answer NotFound(Question question, TraceLog trace) => new(NothingFound, AnswerOutcome.NotFound, [])
    {
        ConversationId = question.ConversationId,
        Trace = trace.ToTrace(question.Mode),
    };

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
