using System.Runtime.CompilerServices;

namespace Edify.Rag.Hosting.Usage.Quotas;

/// <summary>Runs a sequence on an account.</summary>
internal static class AccountedSequence
{
    /// <summary>The same sequence; each of its steps finds the account, which a method that yields could not keep by itself.</summary>
    public static async IAsyncEnumerable<T> On<T>(this IAsyncEnumerable<T> sequence, UsageAccount account, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var steps = sequence.GetAsyncEnumerator(cancellationToken);
        await using var ended = steps.ConfigureAwait(false);
        while (true)
        {
            ValueTask<bool> step;
            using (account.Enter()) step = steps.MoveNextAsync();
            if (!await step.ConfigureAwait(false)) yield break;
            yield return steps.Current;
        }
    }
}
