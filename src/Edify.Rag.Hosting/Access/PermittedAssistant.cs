using System.Runtime.CompilerServices;

namespace Edify.Rag.Hosting.Access;

/// <summary>Refuses questions of users whose roles do not give <see cref="RagPermissions.ChatCreate"/>.</summary>
/// <remarks>Who sees no documents at all is not refused but finds nothing: to them, there is nothing that a permission would open.</remarks>
internal sealed class PermittedAssistant(IRagAssistant inner, IPermissionCheck permissions, IAccessPolicy policy, TimeProvider time) : IRagAssistant
{
    private const string Refusal = "You may not ask questions here. Whoever looks after the school's accounts can give you the permission to (chat:create).";

    public async Task<Answer> AskAsync(Question question, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(question);
        return await RefuseAsync(question, cancellationToken).ConfigureAwait(false) ?? await inner.AskAsync(question, cancellationToken).ConfigureAwait(false);
    }

    public async IAsyncEnumerable<AnswerUpdate> AskStreamingAsync(Question question, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(question);
        if (await RefuseAsync(question, cancellationToken).ConfigureAwait(false) is { } refusal)
        {
            yield return new AnswerUpdate.Sources([]);
            yield return new AnswerUpdate.Completed(refusal);
            yield break;
        }

        await foreach (var update in inner.AskStreamingAsync(question, cancellationToken).ConfigureAwait(false)) yield return update;
    }

    private async ValueTask<Answer?> RefuseAsync(Question question, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var verdict = await permissions.CheckAsync(question.User, RagPermissions.ChatCreate, cancellationToken).ConfigureAwait(false);
        if (verdict.IsGranted) return null;
        var scope = await policy.ResolveAsync(question.User, cancellationToken).ConfigureAwait(false);
        if (scope.IsEmpty) return null;
        return new(Refusal, AnswerOutcome.Refused, [])
        {
            Trace = new() { Scope = scope.Fingerprint, Steps = [new("permission", time.GetElapsedTime(started), verdict.Rule)] },
        };
    }
}
