using System.Runtime.ExceptionServices;
using Polly;
using Polly.Retry;

namespace Edify.Rag.Storage.Ranged;

/// <summary>When a failed request is made again, and after how long.</summary>
/// <remarks>Of many thousand small blobs hardly one fails: what repeats requests is built with the first that does.</remarks>
internal sealed class ReadRetries(RangedReadOptions options, TimeProvider time)
{
    private ResiliencePipeline? _repeated;

    public async ValueTask<TResult> ExecuteAsync<TState, TResult>(
        Func<TState, CancellationToken, ValueTask<TResult>> call, TState state, CancellationToken cancellationToken)
    {
        ExceptionDispatchInfo? failed;
        try
        {
            return await call(state, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (options.MaxRetries > 0 && ReadFaults.IsTransient(e))
        {
            failed = ExceptionDispatchInfo.Capture(e);
        }

        // The first try, which has failed already, counts as such.
        _repeated ??= Create();
        return await _repeated.ExecuteAsync(
            token =>
            {
                var first = failed;
                failed = null;
                first?.Throw();
                return call(state, token);
            },
            cancellationToken).ConfigureAwait(false);
    }

    private ResiliencePipeline Create() => new ResiliencePipelineBuilder { TimeProvider = time }.AddRetry(new RetryStrategyOptions
    {
        MaxRetryAttempts = options.MaxRetries,
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        Delay = options.RetryDelay,
        MaxDelay = options.MaxRetryDelay,
        ShouldHandle = arguments => new(ReadFaults.IsTransient(arguments.Outcome.Exception) && !(RetryAfter(arguments.Outcome.Exception) > options.MaxRetryDelay)),
        DelayGenerator = arguments => new(RetryAfter(arguments.Outcome.Exception)), // none: the delay by the options
    }).Build();

    private static TimeSpan? RetryAfter(Exception? error) => (error as BlobStoreUnavailableException)?.RetryAfter;
}
