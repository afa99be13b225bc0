using Edify.Rag.MongoDb.Errors;

namespace Edify.Rag.MongoDb.Client;

/// <summary>When a command is run again.</summary>
internal static class RetryRules
{
    /// <summary>How often a command is run again that an overloaded server did not begin.</summary>
    public const int OverloadRetries = 2;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    /// <summary>Whether a read failed in a way that another try may not.</summary>
    public static bool IsReadRetryable(MongoException error) => error switch
    {
        MongoConnectionException => true,
        MongoCommandException command => ErrorCodes.IsRetryableRead(command.Code),
        _ => false,
    };

    /// <summary>Whether a write with a number failed so that it may be sent again: the server says so, or nobody knows what became of it.</summary>
    public static bool IsWriteRetryable(MongoException error) => error switch
    {
        MongoConnectionException => true,
        MongoCommandException command => command.HasLabel(ErrorLabels.RetryableWrite),
        _ => false,
    };

    /// <summary>Whether an overloaded server turned the command away before it began.</summary>
    public static bool IsOverload(MongoException error) =>
        error is MongoCommandException command && command.HasLabel(ErrorLabels.Overloaded) && command.HasLabel(ErrorLabels.Retryable);

    /// <summary>Whether a second try tells less than the first: it did not even begin.</summary>
    public static bool SaysNothing(MongoException error) => error is MongoCommandException command && command.HasLabel(ErrorLabels.NoWritesPerformed);

    /// <summary>How long an overloaded server is left alone; by chance, so that not all come back at once.</summary>
    /// <param name="retry">Which retry, from 0.</param>
    public static TimeSpan Pause(int retry) => Random.Shared.NextDouble() * TimeSpan.FromMilliseconds(Math.Min(Longest.TotalMilliseconds, 100 << retry));
}
