using System.Diagnostics;
using System.Runtime.CompilerServices;
using Edify.Rag.Hosting.Caching;

namespace Edify.Rag.Hosting.Usage.Quotas;

/// <summary>Answers what its asker's quotas allow, and counts what it took.</summary>
/// <remarks>Only a question that was answered counts as one: who leaves before, or meets an error, gets back what was not used.</remarks>
internal sealed class QuotaAssistant(IRagAssistant inner, QuotaGate gate) : IRagAssistant
{
    public async Task<Answer> AskAsync(Question question, CancellationToken cancellationToken = default)
    {
        await foreach (var update in AskStreamingAsync(question, cancellationToken).ConfigureAwait(false))
        {
            if (update is AnswerUpdate.Completed completed) return completed.Answer;
        }

        throw new UnreachableException();
    }

    public async IAsyncEnumerable<AnswerUpdate> AskStreamingAsync(Question question, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(question);
        var session = await gate.BeginAsync(question.User, messages: 1, cancellationToken).ConfigureAwait(false);
        if (session.Refused is { } refused)
        {
            var answer = refused.ToAnswer();
            AnswerInstruments.Given(answer, TimeSpan.Zero);
            yield return new AnswerUpdate.Sources([]);
            yield return new AnswerUpdate.Completed(answer);
            yield break;
        }

        var hasEnded = false;
        try
        {
            await foreach (var update in inner.AskStreamingAsync(question, cancellationToken).On(session.Account, cancellationToken).ConfigureAwait(false))
            {
                if (update is not AnswerUpdate.Completed made)
                {
                    yield return update;
                    continue;
                }

                // Counted before it is told: whoever asks next finds the count.
                hasEnded = true;
                var warnings = await gate.EndAsync(session, isAnswered: made.Answer.Outcome != AnswerOutcome.Refused).ConfigureAwait(false);
                yield return warnings.Count == 0 ? made : new AnswerUpdate.Completed(made.Answer with { Trace = made.Answer.Trace with { Warnings = [.. made.Answer.Trace.Warnings, .. warnings] } });
            }
        }
        finally
        {
            if (!hasEnded) await gate.EndAsync(session, isAnswered: false).ConfigureAwait(false);
        }
    }
}
