namespace Edify.Rag.MongoDb.Errors;

/// <summary>Labels by which servers say what may be done about an error.</summary>
internal static class ErrorLabels
{
    public const string RetryableWrite = "RetryableWriteError";
    public const string NoWritesPerformed = "NoWritesPerformed";
    public const string TransientTransaction = "TransientTransactionError";
    public const string Overloaded = "SystemOverloadedError";
    public const string Retryable = "RetryableError";

    public static bool MeansLater(string label) => label is RetryableWrite or TransientTransaction or Overloaded or Retryable;
}
