using Polly;
using Polly.Retry;

namespace Edify.Rag.Hosting.Ingestion.Resilience;

/// <summary>Calls to one service: through its gate, repeated while the fault may pass, and an outage once it does not.</summary>
internal sealed class ServiceCalls
{
    private readonly string _service;
    private readonly IngestionOptions _options;
    private readonly Action<IngestionEvent> _tell;
    private readonly ResiliencePipeline _retry;

    /// <param name="service">Which service, for people: "the embedder".</param>
    /// <param name="gate">The service's gate, shared by all who call it.</param>
    /// <param name="options">How often and how long.</param>
    /// <param name="time">The time.</param>
    /// <param name="tell">Told of repetitions and slow-downs.</param>
    public ServiceCalls(string service, ServiceGate gate, IngestionOptions options, TimeProvider time, Action<IngestionEvent> tell)
    {
        (_service, Gate, _options, _tell) = (service, gate, options, tell);
        _retry = options.MaxRetries == 0 ? ResiliencePipeline.Empty : new ResiliencePipelineBuilder { TimeProvider = time }.AddRetry(Strategy()).Build();
    }

    public ServiceGate Gate { get; }

    /// <summary>Makes a call.</summary>
    /// <param name="call">The call; made again when it fails for a reason that may pass.</param>
    /// <param name="cancellationToken">Stops waiting and calling.</param>
    /// <param name="takesPlace">Whether it counts among the calls under way; not where it is a part of one that does.</param>
    /// <exception cref="RagOutageException">All repetitions failed.</exception>
    public async ValueTask<TResult> RunAsync<TResult>(
        Func<CancellationToken, ValueTask<TResult>> call, CancellationToken cancellationToken, bool takesPlace = true)
    {
        try
        {
            return await _retry.ExecuteAsync(
                static (state, token) => state.Calls.OnceAsync(state.Call, state.TakesPlace, token),
                (Calls: this, Call: call, TakesPlace: takesPlace),
                cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && TransientFaults.Classify(e, cancellationToken).IsTransient)
        {
            throw Outage(e);
        }
    }

    public async ValueTask RunAsync(Func<CancellationToken, ValueTask> call, CancellationToken cancellationToken) =>
        await RunAsync(
            async token =>
            {
                await call(token).ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false);

    /// <summary>Makes a call that somebody else repeats: through the gate alone.</summary>
    public async ValueTask<TResult> OnceAsync<TResult>(
        Func<CancellationToken, ValueTask<TResult>> call, bool takesPlace, CancellationToken cancellationToken)
    {
        if (takesPlace) await Gate.EnterAsync(cancellationToken).ConfigureAwait(false);
        else await Gate.OpenAsync(cancellationToken).ConfigureAwait(false);
        var round = Gate.Round;
        try
        {
            var result = await call(cancellationToken).ConfigureAwait(false);
            Gate.Succeeded();
            return result;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            if (TransientFaults.Classify(e, cancellationToken) is { IsOverload: true } fault) SlowDown(round, fault.RetryAfter ?? TimeSpan.Zero);
            throw;
        }
        finally
        {
            if (takesPlace) Gate.Leave();
        }
    }

    private void SlowDown(int round, TimeSpan wait)
    {
        // Whoever asks for more than anybody waits ends the run; the others are not to wait for it.
        if (wait > _options.MaxRetryAfter) wait = TimeSpan.Zero;
        if (Gate.Overloaded(round, wait)) _tell(new IngestionEvent.SlowedDown(_service, wait, Gate.Limit));
    }

    private RetryStrategyOptions Strategy() => new()
    {
        MaxRetryAttempts = _options.MaxRetries,
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        Delay = _options.BaseDelay,
        MaxDelay = _options.MaxDelay,
        ShouldHandle = args => ValueTask.FromResult(
            args.Outcome.Exception is { } error
            && TransientFaults.Classify(error, args.Context.CancellationToken) is { IsTransient: true } fault
            && !(fault.RetryAfter > _options.MaxRetryAfter)),
        DelayGenerator = args => ValueTask.FromResult(AskedFor(args.Outcome.Exception!)),
        OnRetry = args =>
        {
            _tell(new IngestionEvent.Retrying(_service, args.AttemptNumber + 1, args.RetryDelay, TransientFaults.Describe(args.Outcome.Exception!)));
            return default;
        },
    };

    // A little later than asked, each by another bit, so that not all come back at once.
    private TimeSpan? AskedFor(Exception error) =>
        TransientFaults.Classify(error).RetryAfter is { } asked ? asked + Random.Shared.NextDouble() * _options.BaseDelay : null;

    private RagOutageException Outage(Exception last)
    {
        var asked = TransientFaults.Classify(last).RetryAfter;
        var what = asked > _options.MaxRetryAfter
            ? $"{Capital} asked to be left alone for {asked.Value.TotalSeconds:0} s, and {nameof(IngestionOptions.MaxRetryAfter)} allows {_options.MaxRetryAfter.TotalSeconds:0} s."
            : $"{Capital} failed {_options.MaxRetries + 1} times in a row.";
        return new(_service, $"{what} {TransientFaults.Describe(last)} What was finished is kept; run again once it works.", last) { RetryAfter = asked };
    }

    private string Capital => char.ToUpperInvariant(_service[0]) + _service[1..];
}
