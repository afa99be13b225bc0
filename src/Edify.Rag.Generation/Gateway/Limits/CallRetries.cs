using Edify.Rag.Generation.Gateway.Telemetry;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;

namespace Edify.Rag.Generation.Gateway.Limits;

/// <summary>Makes a call again while its fault may pass, after the time that the service asked for, else ever later and with jitter.</summary>
internal sealed class CallRetries(string model, TimeProvider time, ILogger logger)
{
    private readonly Lock _lock = new();
    private Repeated? _repeated;

    public ValueTask<TResult> RunAsync<TResult>(ChatModelOptions limits, Func<CancellationToken, ValueTask<TResult>> call, CancellationToken cancellationToken) =>
        limits.MaxRetries == 0 ? call(cancellationToken) : PipelineOf(limits).ExecuteAsync(call, cancellationToken);

    private ResiliencePipeline PipelineOf(ChatModelOptions limits)
    {
        var settings = new Settings(limits.MaxRetries, limits.BaseDelay, limits.MaxDelay, limits.MaxRetryAfter);
        lock (_lock) return (_repeated is { } known && known.Settings == settings ? known : _repeated = new(settings, Make(settings))).Pipeline;
    }

    private ResiliencePipeline Make(Settings settings) => new ResiliencePipelineBuilder { TimeProvider = time }.AddRetry(new RetryStrategyOptions
    {
        MaxRetryAttempts = settings.Most,
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        Delay = settings.Base,
        MaxDelay = settings.Longest,
        ShouldHandle = args => ValueTask.FromResult(
            args.Outcome.Exception is { } error
            && !args.Context.CancellationToken.IsCancellationRequested
            && ModelFaults.Classify(error) is { Kind: FaultKind.Passing } fault
            && !(fault.RetryAfter > settings.LongestAsked)),

        // A little later than asked, each by another bit, so that not all come back at once.
        DelayGenerator = args => ValueTask.FromResult(
            ModelFaults.Classify(args.Outcome.Exception!).RetryAfter is { } asked ? asked + Random.Shared.NextDouble() * settings.Base : (TimeSpan?)null),
        OnRetry = args =>
        {
            logger.ModelRepeated(model, ModelFaults.Classify(args.Outcome.Exception!).Why, args.AttemptNumber + 2, args.RetryDelay);
            ModelInstruments.Retries.Add(1, new KeyValuePair<string, object?>(ModelInstruments.Model, model));
            return default;
        },
    }).Build();

    private sealed record Settings(int Most, TimeSpan Base, TimeSpan Longest, TimeSpan LongestAsked);

    private sealed record Repeated(Settings Settings, ResiliencePipeline Pipeline);
}
