using System.Diagnostics;
using System.Runtime.CompilerServices;
using Edify.Rag.Hosting.Caching;

namespace Edify.Rag.Hosting.RateLimiting;

/// <summary>Answers what does not come too often; all else is refused before anything is done for it.</summary>
internal sealed class RateLimitedAssistant(IRagAssistant inner, RateGate gate) : IRagAssistant
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
        if (await gate.RefuseAsync(question.User, cancellationToken).ConfigureAwait(false) is { } refusal)
        {
            var answer = refusal.ToAnswer();
            AnswerInstruments.Given(answer, TimeSpan.Zero);
            yield return new AnswerUpdate.Sources([]);
            yield return new AnswerUpdate.Completed(answer);
            yield break;
        }

        await foreach (var update in inner.AskStreamingAsync(question, cancellationToken).ConfigureAwait(false)) yield return update;
    }
}
