using Edify.Rag.Generation.Gateway.Limits;
using Edify.Rag.Generation.Gateway.Telemetry;
using Microsoft.Extensions.AI;

namespace Edify.Rag.Generation.Gateway.Answers;

/// <summary>A stream whose first token is there: from here on this model answers, or nobody does.</summary>
internal sealed class OpenAnswer : IAsyncDisposable
{
    private readonly GatewayModel _model;
    private readonly GatewayCall _call;
    private readonly ChatModelOptions _limits;
    private readonly AnswerStream _stream;
    private readonly CallSlot _slot;
    private readonly ModelSpan _span;
    private readonly AnswerMeter _meter;
    private readonly Queue<ChatResponseUpdate> _held = new();
    private decimal? _cost;
    private bool _isSettled;

    private OpenAnswer(GatewayModel model, GatewayCall call, ChatModelOptions limits, AnswerStream stream, CallSlot slot, ModelSpan span)
    {
        (_model, _call, _limits, _stream, _slot, _span, _meter) = (model, call, limits, stream, slot, span, new(limits.MaxCharacters));
    }

    /// <summary>Reads a stream until there is something to show, and holds it.</summary>
    /// <exception cref="ModelFaultException">It ended before, or became too long.</exception>
    /// <exception cref="ModelRefusalException">A content filter stopped it.</exception>
    public static async ValueTask<OpenAnswer> ReadAsync(
        GatewayModel model, GatewayCall call, ChatModelOptions limits, AnswerStream stream, CallSlot slot, ModelSpan span, CancellationToken cancellationToken)
    {
        var answer = new OpenAnswer(model, call, limits, stream, slot, span);
        try
        {
            while (!answer._meter.HasContent)
            {
                if (answer._meter.IsCut) throw new ModelFaultException(FaultKind.Lasting, "wrote without end and nothing that could be shown");
                var update = await stream.NextAsync(cancellationToken).ConfigureAwait(false)
                    ?? throw new ModelFaultException(FaultKind.Lasting, "answered nothing");
                answer._held.Enqueue(answer.Take(update));
            }
        }
        catch (Exception) when (!answer._meter.HasContent)
        {
            // What was read and written before it went wrong was paid for.
            answer.Settle();
            throw;
        }

        span.Begin();
        return answer;
    }

    /// <summary>The next update; <see langword="null"/> at the end.</summary>
    /// <exception cref="ModelServiceException">The model failed in the middle.</exception>
    /// <exception cref="ModelRefusalException">A content filter stopped it in the middle.</exception>
    public async ValueTask<ChatResponseUpdate?> NextAsync(CancellationToken cancellationToken)
    {
        if (_held.TryDequeue(out var held)) return held;
        if (_isSettled) return null;
        try
        {
            if (!_meter.IsCut && await _stream.NextAsync(cancellationToken).ConfigureAwait(false) is { } update) return Take(update);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            Settle();
            _span.Fail(e);
            if (e is ModelRefusalException) throw;
            throw await _model.BreakOffAsync(_limits, e).ConfigureAwait(false);
        }

        Settle();
        _span.Succeed(_meter);
        return null;
    }

    /// <summary>The last update, which carries the report.</summary>
    public ChatResponseUpdate Close()
    {
        if (_meter.IsCut) _call.Note(GatewayModel.CutNote(_model.Name, _limits));
        return new()
        {
            ModelId = _meter.ModelId,
            ResponseId = _meter.ResponseId,
            FinishReason = _meter.IsCut ? ChatFinishReason.Length : null,
            AdditionalProperties = _call.Report(_model.Name, _cost).AttachTo(null),
        };
    }

    public async ValueTask DisposeAsync()
    {
        Settle();
        _span.GiveUp();
        await _stream.DisposeAsync().ConfigureAwait(false);
        _slot.Dispose();
    }

    private ChatResponseUpdate Take(ChatResponseUpdate update)
    {
        var hadContent = _meter.HasContent;
        var taken = _meter.Take(update);
        return _meter.IsFiltered ? throw GatewayModel.Filtered(_model.Name, isPartial: hadContent) : taken;
    }

    private void Settle()
    {
        if (_isSettled) return;
        _isSettled = true;
        _cost = _model.Settle(_call, _limits, _meter);
    }
}
