using Microsoft.Extensions.Logging;

namespace Edify.Rag.OpenAI.Connection;

/// <summary>Calls to one server: so many at a time, none while it wants to be left alone, again while the fault may pass.</summary>
/// <remarks>Waits are those that the server asks for, else exponential with jitter, so that clients do not come back together.</remarks>
internal sealed class ServerCalls(OpenAIModelOptions options, ServerErrors errors, TimeProvider time, ILogger logger) : IDisposable
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(500);

    private readonly SemaphoreSlim _places = new(options.MaxParallelRequests);
    private readonly Lock _lock = new();
    private DateTimeOffset _closedUntil = DateTimeOffset.MinValue;

    /// <summary>Makes a call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="patience">The longest that the caller waits before the call is made, or made again.</param>
    /// <param name="cancellationToken">Stops waiting and calling.</param>
    /// <exception cref="ModelServiceException">The fault did not pass in time.</exception>
    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> call, TimeSpan patience, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            await OpenAsync(patience, cancellationToken).ConfigureAwait(false);
            TimeSpan delay;
            try
            {
                return await OnceAsync(call, cancellationToken).ConfigureAwait(false);
            }
            catch (ModelServiceException e) when (e.IsTransient)
            {
                if (e.RetryAfter is { } asked) Close(asked);
                delay = DelayBefore(attempt, e.RetryAfter, patience);
                if (attempt >= options.MaxRetries || delay > patience + FirstDelay) throw;
                logger.RequestRepeated(e.Service, attempt + 2, delay);
            }

            await Task.Delay(delay, time, cancellationToken).ConfigureAwait(false);
        }
    }

    public void Dispose() => _places.Dispose();

    private async Task<T> OnceAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            using var limit = new CancellationTokenSource(options.RequestTimeout, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
            try
            {
                return await call(either.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
            {
                throw errors.TooSlow(options.RequestTimeout, e);
            }
            catch (Exception e) when (cancellationToken.IsCancellationRequested && e is not OperationCanceledException)
            {
                // What breaks because it was cancelled is no fault.
                throw new OperationCanceledException(e.Message, e, cancellationToken);
            }
            catch (Exception e) when (errors.Of(e) is { } known)
            {
                throw limit.IsCancellationRequested ? errors.TooSlow(options.RequestTimeout, e) : known;
            }
        }
        finally
        {
            _places.Release();
        }
    }

    private async Task OpenAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        while (Left() is var left && left > TimeSpan.Zero)
        {
            if (left > patience) throw errors.LeftAlone(left);

            // Rounded up: a delay of less than a millisecond is none.
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds)), time, cancellationToken).ConfigureAwait(false);
        }
    }

    private TimeSpan Left()
    {
        lock (_lock) return _closedUntil - time.GetUtcNow();
    }

    // Not longer than we would wait ourselves: what a server asks for beyond that is between it and the caller.
    private void Close(TimeSpan asked)
    {
        var until = time.GetUtcNow() + (asked < options.MaxRetryDelay ? asked : options.MaxRetryDelay);
        lock (_lock) _closedUntil = until > _closedUntil ? until : _closedUntil;
    }

    private static TimeSpan DelayBefore(int attempt, TimeSpan? asked, TimeSpan patience)
    {
        if (asked is { } wish) return wish + FirstDelay * Random.Shared.NextDouble();
        var delay = FirstDelay * Math.Pow(2, attempt) * (0.5 + Random.Shared.NextDouble());
        return delay < patience ? delay : patience;
    }
}
