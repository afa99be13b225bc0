using Polly;
using Polly.Retry;

namespace Edify.Rag.Storage.Ranged;

/// <summary>When a failed request is made again, and after how long.</summary>
internal static class ReadRetries
{
    public static ResiliencePipeline Create(RangedReadOptions options, TimeProvider time)
    {
        if (options.MaxRetries == 0) return ResiliencePipeline.Empty;
        return new ResiliencePipelineBuilder { TimeProvider = time }.AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = options.MaxRetries,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = options.RetryDelay,
            MaxDelay = options.MaxRetryDelay,
            ShouldHandle = arguments => new(ReadFaults.IsTransient(arguments.Outcome.Exception) && !(RetryAfter(arguments.Outcome.Exception) > options.MaxRetryDelay)),
            DelayGenerator = arguments => new(RetryAfter(arguments.Outcome.Exception)), // none: the delay by the options
        }).Build();
    }

    private static TimeSpan? RetryAfter(Exception? error) => (error as BlobStoreUnavailableException)?.RetryAfter;
}
