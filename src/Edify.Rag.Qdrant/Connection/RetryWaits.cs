namespace Edify.Rag.Qdrant.Connection;

/// <summary>How long to wait before a request is repeated.</summary>
internal sealed class RetryWaits(QdrantOptions options)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(100);

    /// <summary>The wait before a try; <see langword="null"/> when there is to be none.</summary>
    /// <param name="attempt">The number of the try, from 2.</param>
    /// <param name="fault">Why the one before failed.</param>
    public TimeSpan? Before(int attempt, QdrantFault fault)
    {
        if (!fault.IsRepeatable || attempt - 1 > options.MaxRetries) return null;

        // What the server asks for is the least; a little more, so that those it told the same don't come back together.
        if (fault.RetryAfter is { } asked) return asked > options.MaxRetryDelay ? null : asked + (Random.Shared.NextDouble() * First);
        var longest = First * Math.Pow(2, attempt - 1);
        return (longest < options.MaxRetryDelay ? longest : options.MaxRetryDelay) * (0.5 + (Random.Shared.NextDouble() / 2));
    }
}
