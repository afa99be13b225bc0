using System.Diagnostics;
using Edify.Rag.Shared.Telemetry;

namespace Edify.Rag.Vectors.Telemetry;

/// <summary>One observed call, from its start to its end.</summary>
internal sealed class StoreCall
{
    private readonly TimeProvider _time;
    private TagList _tags;
    private TimeSpan _waited;
    private long _started;

    private StoreCall(TimeProvider time, in TagList tags, Activity? activity) => (_time, _tags, Activity) = (time, tags, activity);

    /// <summary>The call's span; <see langword="null"/> where nobody wants it.</summary>
    public Activity? Activity { get; }

    public static StoreCall Begin(VectorStoreMetadata store, TimeProvider time, string operation, string collection)
    {
        var tags = new TagList { { Db.SystemName, store.System }, { Db.OperationName, operation } };
        if (collection.Length > 0) tags.Add(Db.CollectionName, collection);
        if (store.Namespace is { } space) tags.Add(Db.Namespace, space);
        if (store.ServerAddress is { } address) tags.Add(Db.ServerAddress, address);
        if (store.ServerPort is { } port) tags.Add(Db.ServerPort, port);

        // Tags are handed over at the start: samplers decide by them.
        var name = collection.Length > 0 ? $"{operation} {collection}" : $"{operation} {store.Namespace ?? store.System}";
        var kind = store.ServerAddress is null ? ActivityKind.Internal : ActivityKind.Client;
        return new(time, tags, StoreInstruments.Source.StartActivity(name, kind, parentContext: default, tags));
    }

    /// <summary>The store works for it from now on.</summary>
    public void Resume() => _started = _time.GetTimestamp();

    /// <summary>The store waits, as for who takes its rows.</summary>
    public void Pause() => _waited += _time.GetElapsedTime(_started);

    /// <summary>It ended well.</summary>
    /// <param name="rows">How many rows came back; <see langword="null"/> for calls that return none.</param>
    public void Succeeded(long? rows = null)
    {
        StoreInstruments.Duration.Record(_waited.TotalSeconds, _tags);
        if (rows is { } count)
        {
            StoreInstruments.Rows.Record(count, _tags);
            if (Activity is { IsAllDataRequested: true }) Activity.SetTag(Db.ReturnedRows, count);
        }

        Activity?.Stop();
    }

    /// <summary>It failed.</summary>
    public void Failed(Exception error)
    {
        var type = StoreError.TypeOf(error);
        if (StoreError.StatusOf(error) is { } status)
        {
            Activity?.SetTag(Db.StatusCode, status);
            _tags.Add(Db.StatusCode, status);
        }

        Activity?.SetTag(Db.ErrorType, type).SetStatus(ActivityStatusCode.Error);
        _tags.Add(Db.ErrorType, type);
        StoreInstruments.Duration.Record(_waited.TotalSeconds, _tags);
        Activity?.Stop();
    }

    /// <summary>Who asked gave up: no failure of the store, and how long it would have taken nobody knows.</summary>
    public void Abandoned() => Activity?.Stop();
}
