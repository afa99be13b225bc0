using System.Globalization;
using System.Runtime.CompilerServices;

namespace Edify.Rag.Hosting.Auditing;

/// <summary>Writes who asked what and which documents were found before the first of them is shown, and the outcome before the answer is complete.</summary>
internal sealed class AuditedAssistant(IRagAssistant inner, AuditTrail trail) : IRagAssistant
{
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
        if (!trail.IsOn)
        {
            await foreach (var update in inner.AskStreamingAsync(question, cancellationToken).ConfigureAwait(false)) yield return update;
            yield break;
        }

        var asked = new AuditedQuestion(trail, question);
        var updates = inner.AskStreamingAsync(question, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using (updates.ConfigureAwait(false))
        {
            while (await NextAsync(updates, asked, cancellationToken).ConfigureAwait(false) is { } update) yield return update;
        }
    }

    // A method of its own, so that the flow is entered anew for each step: between two of them the asker's context holds.
    private static async Task<AnswerUpdate?> NextAsync(IAsyncEnumerator<AnswerUpdate> updates, AuditedQuestion asked, CancellationToken cancellationToken)
    {
        asked.Flow.Enter();
        try
        {
            if (!await updates.MoveNextAsync().ConfigureAwait(false)) return null;
        }
        catch (Exception e) when (!asked.IsTold)
        {
            // It says that something was asked; what went wrong is the caller's to hear.
            await asked.FailedAsync(e is OperationCanceledException ? "cancelled" : "failed").ConfigureAwait(false);
            throw;
        }

        var update = updates.Current;
        if (update is AnswerUpdate.Sources sources) await asked.AskedAsync(sources.Citations, cancellationToken).ConfigureAwait(false);
        else if (!asked.IsTold) await asked.AskedAsync([], cancellationToken).ConfigureAwait(false);
        if (update is AnswerUpdate.Completed completed) await asked.AnsweredAsync(completed.Answer, cancellationToken).ConfigureAwait(false);
        return update;
    }

    /// <summary>The records of one question.</summary>
    private sealed class AuditedQuestion(AuditTrail trail, Question question)
    {
        private readonly string _id = Guid.NewGuid().ToString("n");

        public AuditFlow Flow { get; } = new();

        public bool IsTold { get; private set; }

        public async ValueTask AskedAsync(IReadOnlyList<Citation> sources, CancellationToken cancellationToken)
        {
            IsTold = true;
            var denied = Flow.Scope is { IsEmpty: true };
            await WriteAsync(
                AuditActions.Ask,
                sources.Select(s => s.DocumentId),
                [("question", _id), ("conversation", question.ConversationId), ("scope", Flow.Scope?.Fingerprint), ("denied", denied ? "everything: the policy grants this user nothing" : null), ("withheld", Withheld())],
                question.Text,
                cancellationToken).ConfigureAwait(false);
        }

        public ValueTask AnsweredAsync(Answer answer, CancellationToken cancellationToken) => WriteAsync(
            AuditActions.Answer,
            answer.Citations.Select(c => c.DocumentId),
            [
                ("question", _id),
                ("conversation", answer.ConversationId),
                ("turn", answer.TurnId?.ToString("n")),
                ("outcome", OutcomeOf(answer.Outcome)),
                ("model", answer.Trace.Model),
                ("cached", answer.Trace.Cached ? "true" : null),
            ],
            text: null,
            cancellationToken);

        // Who gave up is told of all the same.
        public async ValueTask FailedAsync(string outcome)
        {
            IsTold = true;
            await WriteAsync(
                AuditActions.Ask, [], [("question", _id), ("conversation", question.ConversationId), ("outcome", outcome)], question.Text, CancellationToken.None).ConfigureAwait(false);
        }

        private string? Withheld() => Flow.Withheld == 0 ? null : Flow.Withheld.ToString(CultureInfo.InvariantCulture);

        private static string OutcomeOf(AnswerOutcome outcome) => outcome switch
        {
            AnswerOutcome.Answered => "answered",
            AnswerOutcome.NotFound => "not found",
            AnswerOutcome.Degraded => "degraded",
            _ => "refused",
        };

        private ValueTask WriteAsync(string action, IEnumerable<Guid> documents, IEnumerable<(string, string?)> details, string? text, CancellationToken cancellationToken) =>
            trail.WriteAsync(question.User.Tenant, question.User.Id, action, documents, details, text, cancellationToken);
    }
}
