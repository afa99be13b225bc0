using Azure.Core;
using Azure.Core.Pipeline;

namespace Edify.Rag.Storage.AzureBlobs;

/// <summary>Repeats a request a few times, after a time that doubles, with jitter, or that the server sets.</summary>
/// <remarks>A server that asks for more patience than a request should have is not waited for here: who planned the work is told how long.</remarks>
internal sealed class BoundedRetryPolicy(int maxRetries, TimeProvider time)
    : RetryPolicy(maxRetries, DelayStrategy.CreateExponentialDelayStrategy(FirstDelay, LongestDelay))
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(30);

    protected override bool ShouldRetry(HttpMessage message, Exception? exception) => IsSoon(message) && base.ShouldRetry(message, exception);

    protected override async ValueTask<bool> ShouldRetryAsync(HttpMessage message, Exception? exception) =>
        IsSoon(message) && await base.ShouldRetryAsync(message, exception).ConfigureAwait(false);

    private bool IsSoon(HttpMessage message) => !message.HasResponse || !(ServerWait.Of(message.Response, time) > LongestDelay);
}
