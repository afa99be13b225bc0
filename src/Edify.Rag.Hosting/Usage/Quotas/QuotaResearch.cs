using System.Runtime.CompilerServices;

namespace Edify.Rag.Hosting.Usage.Quotas;

/// <summary>Researches what its asker's quotas allow: each question of the plan counts as one, and the planning with its tokens.</summary>
internal sealed class QuotaResearch(IResearch inner, QuotaGate gate) : IResearch
{
    public async IAsyncEnumerable<ResearchUpdate> RunAsync(ResearchTask task, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(task);
        var session = await gate.BeginAsync(task.User, messages: 0, cancellationToken).ConfigureAwait(false);
        if (session.Refused is { } refused)
        {
            yield return new ResearchUpdate.Planned([]);
            yield return new ResearchUpdate.Completed(refused.ToReport(task.Question));
            yield break;
        }

        var isPlanned = false;
        try
        {
            await foreach (var update in inner.RunAsync(task, cancellationToken).On(session.Account, cancellationToken).ConfigureAwait(false))
            {
                // From here on its questions have accounts of their own, and need what was set aside.
                if (!isPlanned)
                {
                    isPlanned = true;
                    await gate.EndAsync(session, isAnswered: true).ConfigureAwait(false);
                }

                yield return update;
            }
        }
        finally
        {
            if (!isPlanned) await gate.EndAsync(session, isAnswered: false).ConfigureAwait(false);
        }
    }
}
