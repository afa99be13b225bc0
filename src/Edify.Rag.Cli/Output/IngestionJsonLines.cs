using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Edify.Rag.Cli.Output;

/// <summary>Tells a run in JSON, one object a line: progress now and then, everything else at once.</summary>
internal sealed class IngestionJsonLines(TextWriter output, TimeProvider time)
{
    private static readonly EventJson Json = new(new(EventJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    private long _last = time.GetTimestamp();

    public void Show(IngestionEvent happened)
    {
        if (happened is IngestionEvent.Progressed)
        {
            if (time.GetElapsedTime(_last) < IngestionLines.Between) return;
            _last = time.GetTimestamp();
        }

        output.WriteLine(JsonSerializer.Serialize(Line(happened), Json.EventLine));
    }

    private static EventLine Line(IngestionEvent happened) => happened switch
    {
        IngestionEvent.Progressed { Progress: var p } => new("progress")
        {
            Done = p.Done,
            Listed = p.Listed,
            ListingComplete = p.ListingComplete,
            Failed = p.Failed,
            Quarantined = p.Quarantined,
            Chunks = p.Chunks,
            Embedded = p.Embedded,
            Reused = p.Reused,
            BytesDone = p.BytesDone,
            BytesToDo = p.BytesToDo,
            DocumentsPerSecond = p.RecentRate,
            BytesPerSecond = p.RecentByteRate,
            RemainingMs = p.Remaining?.TotalMilliseconds,
        },
        IngestionEvent.Failed e => new("failed") { Name = e.Name, Reason = e.Reason, Attempts = e.Attempts },
        IngestionEvent.Quarantined e => new("quarantined") { Name = e.Name, Reason = e.Reason, Attempts = e.Attempts },
        IngestionEvent.Retrying e => new("retrying") { Service = e.Service, Reason = e.Reason, Attempts = e.Attempt, WaitMs = e.Wait.TotalMilliseconds },
        IngestionEvent.SlowedDown e => new("slowedDown") { Service = e.Service, WaitMs = e.Wait.TotalMilliseconds, Parallelism = e.Parallelism },
        _ => new("other"),
    };
}

/// <summary>One line: the event's name, and of the rest what the event has.</summary>
internal sealed record EventLine(string Event)
{
    public string? Name { get; init; }

    public string? Service { get; init; }

    public string? Reason { get; init; }

    public int? Attempts { get; init; }

    public int? Done { get; init; }

    public int? Listed { get; init; }

    public bool? ListingComplete { get; init; }

    public int? Failed { get; init; }

    public int? Quarantined { get; init; }

    public long? Chunks { get; init; }

    public long? Embedded { get; init; }

    public long? Reused { get; init; }

    public long? BytesDone { get; init; }

    public long? BytesToDo { get; init; }

    public double? DocumentsPerSecond { get; init; }

    public double? BytesPerSecond { get; init; }

    public double? RemainingMs { get; init; }

    public double? WaitMs { get; init; }

    public int? Parallelism { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(EventLine))]
internal sealed partial class EventJson : JsonSerializerContext;
