using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Edify.Rag.Vectors.Tests.Telemetry;

/// <summary>Listens to the package's spans and metrics. Whoever uses it is in <see cref="Group"/>, since listening is of the whole process.</summary>
internal sealed class Observed : IDisposable
{
    public const string Group = "vector telemetry";

    private readonly ActivityListener _spanListener;
    private readonly MeterListener _meterListener = new();
    private readonly string _collection;

    public Observed(string collection = "")
    {
        _collection = collection;
        _spanListener = new()
        {
            ShouldListenTo = source => source.Name == VectorStoreTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = span => Keep(Spans, span, span.GetTagItem("db.collection.name")),
        };
        ActivitySource.AddActivityListener(_spanListener);
        _meterListener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == VectorStoreTelemetry.Name) listener.EnableMeasurementEvents(instrument);
        };
        _meterListener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Measure(instrument, value, tags));
        _meterListener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Measure(instrument, value, tags));
        _meterListener.Start();
    }

    public ConcurrentQueue<Activity> Spans { get; } = new();

    public ConcurrentQueue<(Instrument Instrument, double Value, IReadOnlyDictionary<string, object?> Tags)> Measurements { get; } = new();

    public void Dispose()
    {
        _spanListener.Dispose();
        _meterListener.Dispose();
    }

    private void Measure(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var named = new Dictionary<string, object?>(tags.ToArray());
        Keep(Measurements, (instrument, value, named), named.GetValueOrDefault("db.collection.name"));
    }

    private void Keep<T>(ConcurrentQueue<T> queue, T item, object? collection)
    {
        if (_collection.Length == 0 || Equals(collection, _collection)) queue.Enqueue(item);
    }
}
