using System.Diagnostics;
using System.Globalization;
using Edify.Rag.Generation.Gateway.Answers;
using Edify.Rag.Shared.Telemetry;

namespace Edify.Rag.Generation.Gateway.Telemetry;

/// <summary>One call of a model, as a span and in metrics, by OpenTelemetry's conventions for generative AI.</summary>
/// <remarks>Not for a client that has spans of its own, which it tells by offering an <see cref="ActivitySource"/>: nothing is counted twice.</remarks>
internal sealed class ModelSpan
{
    private readonly TimeProvider _time;
    private readonly bool _isMeasured;
    private readonly long _started;
    private readonly Activity? _activity;
    private TagList _tags;
    private bool _isOver;

    private ModelSpan(GatewayModel model, GatewayCall call, bool streams, TimeProvider time)
    {
        (_time, _started) = (time, time.GetTimestamp());
        _isMeasured = !model.HasOwnTelemetry;
        if (!_isMeasured) return;
        _tags.Add(GenAi.OperationName, GenAi.Chat);
        _tags.Add(GenAi.ProviderName, model.Provider);
        var name = call.Options?.ModelId ?? model.DefaultModelId;
        if (name is not null) _tags.Add(GenAi.RequestModel, name);
        if (model.Server is { IsAbsoluteUri: true, Host.Length: > 0 } server)
        {
            _tags.Add(GenAi.ServerAddress, server.Host);
            _tags.Add(GenAi.ServerPort, server.Port);
        }

        // Handed over at the start: samplers decide by them.
        _activity = ModelInstruments.Source.StartActivity(
            name is null ? GenAi.Chat : $"{GenAi.Chat} {name}", model.Server is null ? ActivityKind.Internal : ActivityKind.Client, parentContext: default, _tags);
        if (streams) _activity?.SetTag(GenAi.RequestStream, true);
        _activity?.SetTag(ModelInstruments.Model, model.Name);
    }

    public static ModelSpan Start(GatewayModel model, GatewayCall call, bool streams, TimeProvider time) => new(model, call, streams, time);

    /// <summary>The first part of the answer is there.</summary>
    public void Begin()
    {
        if (!_isMeasured) return;
        var seconds = Seconds;
        _activity?.SetTag(GenAi.FirstChunk, seconds);
        ModelInstruments.TimeToFirstChunk.Record(seconds, _tags);
    }

    public void Succeed(AnswerMeter answer)
    {
        if (!End()) return;
        if (answer.ModelId is { } model) _tags.Add(GenAi.ResponseModel, model);
        ModelInstruments.Duration.Record(Seconds, _tags);
        if (_activity is { IsAllDataRequested: true })
        {
            _activity.SetTag(GenAi.ResponseModel, answer.ModelId);
            if (answer.Finish is { } finish) _activity.SetTag(GenAi.FinishReasons, new[] { finish.Value });
            _activity.SetTag(GenAi.InputTokens, answer.Usage?.InputTokenCount).SetTag(GenAi.OutputTokens, answer.Usage?.OutputTokenCount);
        }

        Count(answer.Usage?.InputTokenCount, GenAi.Input);
        Count(answer.Usage?.OutputTokenCount, GenAi.Output);
        _activity?.Dispose();
    }

    public void Fail(Exception error)
    {
        if (!End()) return;
        var type = error is HttpRequestException { StatusCode: { } status } ? ((int)status).ToString(CultureInfo.InvariantCulture) : error.GetType().FullName ?? error.GetType().Name;
        _activity?.SetTag(GenAi.ErrorType, type).SetStatus(ActivityStatusCode.Error);
        _tags.Add(GenAi.ErrorType, type);
        ModelInstruments.Duration.Record(Seconds, _tags);
        _activity?.Dispose();
    }

    /// <summary>The caller has given up, which is no failure of the model; how long it would have taken nobody knows.</summary>
    public void GiveUp()
    {
        if (End()) _activity?.Dispose();
    }

    private double Seconds => _time.GetElapsedTime(_started).TotalSeconds;

    private bool End()
    {
        if (_isOver || !_isMeasured) return false;
        return _isOver = true;
    }

    private void Count(long? tokens, string type)
    {
        if (tokens is not { } count) return;
        var tags = _tags;
        tags.Add(GenAi.TokenType, type);
        ModelInstruments.Tokens.Record(count, tags);
    }
}
