using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Edify.Rag.Embeddings.Tests.Decorators.Support;

/// <summary>Keeps what the package measures, of one value of one tag: tests run side by side over the same instruments.</summary>
internal sealed class Measured : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<Measurement> _all = new();

    public Measured(Func<IReadOnlyDictionary<string, object?>, bool> isMine)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == EmbeddingTelemetry.Name) listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument, value, tags, isMine));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument, value, tags, isMine));
        _listener.Start();
    }

    public IReadOnlyList<Measurement> Of(string instrument) => [.. _all.Where(m => m.Instrument.Name == instrument)];

    public void Dispose() => _listener.Dispose();

    private void Keep(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, Func<IReadOnlyDictionary<string, object?>, bool> isMine)
    {
        var named = new Dictionary<string, object?>(tags.ToArray());
        if (isMine(named)) _all.Enqueue(new(instrument, value, named));
    }
}

/// <summary>One measurement.</summary>
internal sealed record Measurement(Instrument Instrument, double Value, IReadOnlyDictionary<string, object?> Tags);
