using System.Diagnostics;
using Edify.Rag.Generation.Gateway.Answers;
using Edify.Rag.Generation.Gateway.Limits;
using Edify.Rag.Generation.Gateway.Telemetry;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Edify.Rag.Generation.Gateway;

/// <summary>One model with what keeps its calls within limits: budget, pause, repetitions, places, breaker, and the limits of an answer.</summary>
internal sealed class GatewayModel : IDisposable
{
    private readonly IChatClient _client;
    private readonly Func<ChatModelOptions> _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ModelBudget _budget;
    private readonly CallPause _pause;
    private readonly CallSlots _slots;
    private readonly CallRetries _retries;
    private readonly CallBreaker _breaker;

    public GatewayModel(string name, IChatClient client, Func<ChatModelOptions> options, TimeProvider time, ILogger logger)
    {
        (Name, _client, _options, _time, _logger) = (name, client, options, time, logger);
        (_budget, _pause, _slots) = (new(time), new(time), new(time));
        (_retries, _breaker) = (new(name, time, logger), new(name, time, logger));
        HasOwnTelemetry = client.GetService(typeof(ActivitySource)) is not null;
    }

    public string Name { get; }

    public bool HasOwnTelemetry { get; }

    public string Provider => Metadata?.ProviderName ?? _client.GetType().Name;

    public string? DefaultModelId => Metadata?.DefaultModelId;

    public Uri? Server => Metadata?.ProviderUri;

    public ModelStatus Status
    {
        get
        {
            var limits = _options();
            var ((underWay, waiting), (tokens, cost)) = (_slots.Count, _budget.Spent(limits));
            return new(Name, _breaker.State)
            {
                Model = DefaultModelId ?? string.Empty,
                Server = Server,
                Enabled = limits.Enabled,
                CallsUnderWay = underWay,
                CallsWaiting = waiting,
                PausedUntil = _pause.Until,
                TokensSpent = tokens,
                CostSpent = cost,
            };
        }
    }

    // Asked each time: a client may take up changed settings.
    private ChatClientMetadata? Metadata => _client.GetService(typeof(ChatClientMetadata)) as ChatClientMetadata;

    public static string CutNote(string model, ChatModelOptions limits) =>
        FormattableString.Invariant($"The answer of '{model}' was cut at {limits.MaxCharacters:#,0} characters.");

    public static ModelRefusalException Filtered(string model, bool isPartial) => new(
        model, ModelRefusal.ContentFilter, $"A content filter of the language model '{model}' stopped {(isPartial ? "the answer in the middle" : "the call")}.") { IsPartial = isPartial };

    public decimal ExpectedCost(GatewayCall call) =>
        ModelPricing.Expected(call.Settings.Prices, [call.Options?.ModelId, DefaultModelId, Name], call.InputTokens, call.Options?.MaxOutputTokens);

    /// <summary>Gets a stream to its first token.</summary>
    /// <param name="call">What is asked.</param>
    /// <param name="caller">Stops the stream, as long as it lasts.</param>
    /// <param name="cancellationToken">Stops waiting for the first token.</param>
    public ValueTask<OpenAnswer> OpenAsync(GatewayCall call, CancellationToken caller, CancellationToken cancellationToken) =>
        RunAsync(
            call,
            streams: true,
            async (limits, slot, span, token) =>
            {
                var stream = AnswerStream.Open(_client, call, limits, _time, caller);
                try
                {
                    return await OpenAnswer.ReadAsync(this, call, limits, stream, slot, span, token).ConfigureAwait(false);
                }
                catch (Exception e) when (e is not OutOfMemoryException)
                {
                    await stream.DisposeAsync().ConfigureAwait(false);
                    throw;
                }
            },
            cancellationToken);

    /// <summary>Gets a whole answer.</summary>
    public ValueTask<ChatResponse> AnswerAsync(GatewayCall call, CancellationToken cancellationToken) =>
        RunAsync(
            call,
            streams: false,
            async (limits, slot, span, token) =>
            {
                var meter = new AnswerMeter(limits.MaxCharacters);
                using var place = slot;
                try
                {
                    var response = await WholeAnswer.ReadAsync(_client, call, limits, _time, token).ConfigureAwait(false);
                    meter.Take(response);
                    if (meter.IsFiltered) throw Filtered(Name, isPartial: false);
                    if (!meter.HasContent) throw new ModelFaultException(FaultKind.Lasting, "answered nothing");
                    if (meter.IsCut) call.Note(CutNote(Name, limits));
                    response.AdditionalProperties = call.Report(Name, Settle(call, limits, meter)).AttachTo(response.AdditionalProperties);
                    span.Succeed(meter);
                    return response;
                }
                catch (Exception) when (meter.Usage is not null && !meter.HasContent)
                {
                    Settle(call, limits, meter);
                    throw;
                }
            },
            cancellationToken);

    /// <summary>Counts what was used, or what must have been where the model does not count.</summary>
    /// <returns>What it cost; <see langword="null"/> where that is not known.</returns>
    public decimal? Settle(GatewayCall call, ChatModelOptions limits, AnswerMeter answer)
    {
        string?[] names = [answer.ModelId, call.Options?.ModelId, DefaultModelId, Name];
        var cost = ModelPricing.CostOf(call.Settings.Prices, names, answer.Usage);
        var estimate = new UsageDetails
        {
            InputTokenCount = answer.Usage?.InputTokenCount ?? call.InputTokens,
            OutputTokenCount = answer.Usage?.OutputTokenCount ?? (answer.Characters + 3) / 4,
        };
        _budget.Spend(
            limits,
            estimate.InputTokenCount.Value + estimate.OutputTokenCount.Value,
            cost ?? ModelPricing.CostOf(call.Settings.Prices, names, estimate) ?? 0);
        if (cost is { } known) ModelInstruments.Cost(Name, known, call.Settings.Currency);
        return cost;
    }

    /// <summary>Counts a failure in the middle of a stream.</summary>
    /// <returns>What the caller is told.</returns>
    public async ValueTask<Exception> BreakOffAsync(ChatModelOptions limits, Exception error)
    {
        var fault = ModelFaults.Classify(error);
        _logger.ModelBrokeOff(Name, fault.Why);
        await _breaker.CountFailureAsync(limits, error).ConfigureAwait(false);
        return new ModelServiceException(
            Name, DefaultModelId ?? string.Empty, $"The language model '{Name}' {fault.Why}, in the middle of its answer; ask again.", isTransient: true, error as RagException) { IsPartial = true };
    }

    public void Dispose() => _client.Dispose();

    private ValueTask<TResult> RunAsync<TResult>(
        GatewayCall call, bool streams, Func<ChatModelOptions, CallSlot, ModelSpan, CancellationToken, ValueTask<TResult>> attempt, CancellationToken cancellationToken)
    {
        var limits = _options();
        if (!limits.Enabled) throw new ModelFaultException(FaultKind.NotAsked, "is switched off");
        if (_budget.ExhaustedFor(limits) is { } left) throw new ModelFaultException(FaultKind.NotAsked, "has used up its budget", left);
        return _retries.RunAsync(limits, token => TryAsync(call, streams, limits, attempt, token), cancellationToken);
    }

    private async ValueTask<TResult> TryAsync<TResult>(
        GatewayCall call,
        bool streams,
        ChatModelOptions limits,
        Func<ChatModelOptions, CallSlot, ModelSpan, CancellationToken, ValueTask<TResult>> attempt,
        CancellationToken cancellationToken)
    {
        _pause.ThrowIfPaused();
        var slot = await _slots.EnterAsync(limits, cancellationToken).ConfigureAwait(false);
        try
        {
            return await _breaker.RunAsync(limits, token => OnceAsync(call, streams, limits, slot, attempt, token), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            slot.Dispose();
            throw;
        }
    }

    private async ValueTask<TResult> OnceAsync<TResult>(
        GatewayCall call,
        bool streams,
        ChatModelOptions limits,
        CallSlot slot,
        Func<ChatModelOptions, CallSlot, ModelSpan, CancellationToken, ValueTask<TResult>> attempt,
        CancellationToken cancellationToken)
    {
        call.Attempts++;
        var span = ModelSpan.Start(this, call, streams, _time);
        try
        {
            return await attempt(limits, slot, span, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            span.GiveUp();
            throw new OperationCanceledException(cancellationToken);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            span.Fail(e);
            if (ModelFaults.Classify(e).RetryAfter is { } asked) _pause.Pause(asked);
            throw;
        }
    }
}
