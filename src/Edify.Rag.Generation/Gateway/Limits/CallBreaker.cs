using Edify.Rag.Generation.Gateway.Telemetry;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;

namespace Edify.Rag.Generation.Gateway.Limits;

/// <summary>Keeps calls from a model whose calls fail. Polly's breakers don't change, so changed settings make another one.</summary>
internal sealed class CallBreaker(string model, TimeProvider time, ILogger logger)
{
    private readonly Lock _lock = new();
    private Circuit? _circuit;

    public BreakerState State => _circuit?.States.CircuitState switch
    {
        null or CircuitState.Closed => BreakerState.Closed,
        CircuitState.HalfOpen => BreakerState.HalfOpen,
        _ => BreakerState.Open,
    };

    /// <summary>Makes a call unless the breaker is open.</summary>
    /// <exception cref="ModelFaultException">It is open.</exception>
    public async ValueTask<TResult> RunAsync<TResult>(
        ChatModelOptions limits, Func<CancellationToken, ValueTask<TResult>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await CircuitOf(limits).Pipeline.ExecuteAsync(call, cancellationToken).ConfigureAwait(false);
        }
        catch (BrokenCircuitException e)
        {
            throw new ModelFaultException(FaultKind.NotAsked, "failed too often and is left alone", e.RetryAfter);
        }
    }

    /// <summary>Counts a failure of a call that had begun well.</summary>
    public async ValueTask CountFailureAsync(ChatModelOptions limits, Exception failure)
    {
        try
        {
            await CircuitOf(limits).Pipeline.ExecuteAsync((Exception e, CancellationToken _) => ValueTask.FromException(e), failure).ConfigureAwait(false);
        }
        catch (Exception e) when (ReferenceEquals(e, failure) || e is BrokenCircuitException)
        {
            // Counted, or open already.
        }
    }

    private Circuit CircuitOf(ChatModelOptions limits)
    {
        var settings = new Settings(limits.FailureRatio, limits.MinThroughput, limits.SamplingDuration, limits.BreakDuration);
        lock (_lock) return _circuit is { } known && known.Settings == settings ? known : _circuit = Make(settings);
    }

    private Circuit Make(Settings settings)
    {
        var states = new CircuitBreakerStateProvider();
        var pipeline = new ResiliencePipelineBuilder { TimeProvider = time }.AddCircuitBreaker(new CircuitBreakerStrategyOptions
        {
            FailureRatio = settings.Ratio,
            MinimumThroughput = settings.Throughput,
            SamplingDuration = settings.Sampling,
            BreakDuration = settings.Break,
            StateProvider = states,
            ShouldHandle = args => ValueTask.FromResult(IsFailure(args.Outcome.Exception, states, args.Context.CancellationToken)),
            OnOpened = args =>
            {
                logger.BreakerOpened(model, args.BreakDuration);
                return Told(BreakerState.Open);
            },
            OnHalfOpened = _ => Told(BreakerState.HalfOpen),
            OnClosed = _ =>
            {
                logger.BreakerClosed(model);
                return Told(BreakerState.Closed);
            },
        }).Build();
        ModelInstruments.Breaker(model, BreakerState.Closed);
        return new(settings, pipeline, states);

        ValueTask Told(BreakerState state)
        {
            ModelInstruments.Breaker(model, state);
            return default;
        }
    }

    // Who gives up says nothing about the model; but a trial that was given up has not shown that it is well again.
    private static bool IsFailure(Exception? error, CircuitBreakerStateProvider states, CancellationToken cancellationToken) =>
        error is not null
        && (cancellationToken.IsCancellationRequested
            ? states.CircuitState == CircuitState.HalfOpen
            : ModelFaults.Classify(error).Kind is FaultKind.Passing or FaultKind.Lasting);

    private sealed record Settings(double Ratio, int Throughput, TimeSpan Sampling, TimeSpan Break);

    private sealed record Circuit(Settings Settings, ResiliencePipeline Pipeline, CircuitBreakerStateProvider States);
}
