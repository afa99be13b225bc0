using System.Net;
using Amazon.Runtime;
using Amazon.S3.Internal;

namespace Edify.Rag.Storage.S3;

/// <summary>The SDK's standard retries (exponential waits with jitter, a budget of retries per endpoint), which also obey <c>Retry-After</c>.</summary>
internal sealed class S3RetryPolicy(IClientConfig config, Func<TimeProvider> time) : AmazonS3StandardRetryPolicy(config)
{
    private const string Asked = "EdifyRag.RetryAfter";

    // Who asks for longer is not waited for here: the caller is told, and may do something else in the meantime.
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    public override async Task<bool> RetryForExceptionAsync(IExecutionContext executionContext, Exception exception)
    {
        var attributes = executionContext.RequestContext.ContextAttributes;
        attributes.Remove(Asked);
        var asked = S3Answer.Of(exception)?.RetryAfter(time().GetUtcNow());
        if (asked > LongestWait) return false;
        if (!await base.RetryForExceptionAsync(executionContext, exception).ConfigureAwait(false) && !IsTooManyRequests(exception) && !IsUnexplained(exception)) return false;
        if (asked is { } wait) attributes[Asked] = wait;
        return true;
    }

    public override Task WaitBeforeRetryAsync(IExecutionContext executionContext)
    {
        var context = executionContext.RequestContext;
        return context.ContextAttributes.TryGetValue(Asked, out var asked)
            ? Task.Delay(WithJitter((TimeSpan)asked), time(), executionContext.RequestContext.CancellationToken)
            : base.WaitBeforeRetryAsync(executionContext);
    }

    // Up to a fifth more, so that clients that were refused together do not return together.
    private static TimeSpan WithJitter(TimeSpan wait) => wait + wait * 0.2 * Random.Shared.NextDouble();

    private static bool IsTooManyRequests(Exception e) => e is AmazonServiceException { StatusCode: HttpStatusCode.TooManyRequests };

    // A server that refuses an upload without reading it takes the rest of it for the next request on the connection, and
    // answers that one without a reason.
    private static bool IsUnexplained(Exception e) => e is AmazonServiceException { StatusCode: HttpStatusCode.BadRequest, ErrorCode: nameof(HttpStatusCode.BadRequest) };
}
