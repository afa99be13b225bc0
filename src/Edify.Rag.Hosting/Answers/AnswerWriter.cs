using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Edify.Rag.Hosting.Answers;

/// <summary>Has a language model write the answer, and extracts take its place when it fails.</summary>
internal sealed class AnswerWriter(
    IPromptBuilder prompts, IChatClient model, IChatClient extracts, ICitationVerifier verifier, ILogger<AnswerWriter> logger)
{
    // A model that does not come to an end is stopped: no answer to a question is a book.
    private const int MaxLength = 100_000;
    private const int MaxUpdates = 100_000;
    private const string Endless = "The language model did not come to an end; the answer is made of extracts.";
    private const string Silent = "The language model wrote nothing; the answer is made of extracts.";
    private const string Unavailable = "The language model is unavailable; the answer is made of extracts.";
    private const string BrokenOff = "The language model broke off in the middle of its answer; the answer is made of extracts.";

    /// <summary>Yields the text as it is written; the whole of it is in <paramref name="draft"/>.</summary>
    public async IAsyncEnumerable<AnswerUpdate> WriteAsync(
        AnswerContext context, ModelCall call, AnswerDraft draft, TraceLog trace, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var started = trace.Start();
        var prompt = prompts.Build(context);
        trace.PromptVersion = prompt.Version;
        if (prompt.Flags.Count > 0) trace.Step("prompt", started, string.Join("; ", prompt.Flags));
        started = trace.Start();

        var attempt = new Attempt();
        if (ReferenceEquals(model, extracts)) attempt.Failure = string.Empty;
        else await foreach (var delta in TryAsync(attempt, prompt, call, draft, trace, cancellationToken).ConfigureAwait(false)) yield return new AnswerUpdate.Text(delta);

        if (attempt.Failure is { } reason)
        {
            if (reason.Length > 0) trace.Degrade(reason);
            if (draft.IsShown) yield return new AnswerUpdate.Restarted(reason);
            draft.Clear();
            await foreach (var update in Stream(extracts, prompt, call, cancellationToken).ConfigureAwait(false))
            {
                if (Take(update, draft, trace) is { Length: > 0 } delta) yield return new AnswerUpdate.Text(delta);
            }
        }

        if (draft.Finish() is { Length: > 0 } rest) yield return new AnswerUpdate.Text(rest);
        trace.Step("answer", started, trace.Model);
    }

    /// <summary>Checks what was written against what was given.</summary>
    public ValueTask<VerifiedAnswer> VerifyAsync(AnswerDraft draft, AnswerContext context, CancellationToken cancellationToken) =>
        verifier.VerifyAsync(draft.Text, context, cancellationToken);

    // The model's call has ended when this has, whatever became of it.
    private async IAsyncEnumerable<string> TryAsync(
        Attempt attempt, Prompt prompt, ModelCall call, AnswerDraft draft, TraceLog trace, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var updates = Stream(model, prompt, call, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using var ended = updates.ConfigureAwait(false);
        for (var count = 1; ; count++)
        {
            try
            {
                if (!await updates.MoveNextAsync().ConfigureAwait(false)) break;
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                logger.ModelFailed(e);
                attempt.Failure = draft.IsShown ? BrokenOff : Unavailable;
                yield break;
            }

            if (count > MaxUpdates || draft.Length > MaxLength)
            {
                attempt.Failure = Endless;
                yield break;
            }

            if (Take(updates.Current, draft, trace) is { Length: > 0 } delta) yield return delta;
        }

        if (string.IsNullOrWhiteSpace(draft.Text)) attempt.Failure = Silent;
    }

    private static IAsyncEnumerable<ChatResponseUpdate> Stream(IChatClient client, Prompt prompt, ModelCall call, CancellationToken cancellationToken) =>
        client.GetStreamingResponseAsync(prompt.Messages, call.ToOptions(), cancellationToken);

    private static string Take(ChatResponseUpdate update, AnswerDraft draft, TraceLog trace)
    {
        if (update.ModelId is { Length: > 0 } model) trace.Model = model;
        if (ModelReport.Find(update.AdditionalProperties) is { } report) trace.Add(report);
        foreach (var usage in update.Contents.OfType<UsageContent>()) trace.Add(usage.Details);
        return update.Text is { Length: > 0 } text ? draft.Append(text) : string.Empty;
    }

    /// <summary>What became of asking the model.</summary>
    private sealed class Attempt
    {
        /// <summary>Why extracts take its place; empty where there is no model, <see langword="null"/> where they need not.</summary>
        public string? Failure { get; set; }
    }
}
