using System.Runtime.CompilerServices;

namespace Edify.Rag.Hosting.RateLimiting;

/// <summary>Researches what does not come too often; a research counts as one question, whatever it asks.</summary>
internal sealed class RateLimitedResearch(IResearch inner, RateGate gate) : IResearch
{
    public async IAsyncEnumerable<ResearchUpdate> RunAsync(ResearchTask task, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(task);
        if (await gate.RefuseAsync(task.User, cancellationToken).ConfigureAwait(false) is { } refusal)
        {
            yield return new ResearchUpdate.Planned([]);
            yield return new ResearchUpdate.Completed(refusal.ToReport(task.Question));
            yield break;
        }

        var steps = inner.RunAsync(task, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using var ended = steps.ConfigureAwait(false);
        while (true)
        {
            ValueTask<bool> step;
            using (RateGate.Enter()) step = steps.MoveNextAsync();
            if (!await step.ConfigureAwait(false)) yield break;
            yield return steps.Current;
        }
    }
}
