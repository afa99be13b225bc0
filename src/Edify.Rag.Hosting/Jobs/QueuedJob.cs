using System.Text.Json;
using System.Text.Json.Serialization;

namespace Edify.Rag.Hosting.Jobs;

/// <summary>A job as the queue knows it.</summary>
internal sealed record QueuedJob(JobRequest Job)
{
    public QueuedJobState State { get; init; }

    /// <summary>Its place in the queue: the lowest is the oldest.</summary>
    public long Place { get; init; }

    /// <summary>How often it was handed out.</summary>
    public int Attempt { get; init; }

    /// <summary>When a waiting job is due, and when a running one goes to others.</summary>
    public DateTimeOffset VisibleAt { get; init; }

    /// <summary>What was enqueued while it ran.</summary>
    public string? NextPayload { get; init; }

    /// <summary>The token of its last lease.</summary>
    public long Token { get; init; }

    /// <summary>Who took it last.</summary>
    public string Worker { get; init; } = string.Empty;

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why its last try failed.</summary>
    public string Reason { get; init; } = string.Empty;

    public bool IsOpen => State is QueuedJobState.Waiting or QueuedJobState.Running;

    public bool IsHeldBy(JobLease lease) => State == QueuedJobState.Running && Token == lease.Token;
}

internal enum QueuedJobState
{
    Waiting,
    Running,
    Done,
    Dead,
}

/// <summary>One record of the queue's journal: a job as it is now, or those that were forgotten, or the highest numbers that were given.</summary>
internal sealed record QueueRecord
{
    public QueuedJob? Job { get; init; }

    public IReadOnlyList<Guid>? Forgotten { get; init; }

    public long Place { get; init; }

    public long Token { get; init; }

    public byte[] Encode() => JsonSerializer.SerializeToUtf8Bytes(this, QueueJson.Default.QueueRecord);

    /// <exception cref="JsonException">It is of another version.</exception>
    public static QueueRecord Decode(ReadOnlySpan<byte> record) =>
        JsonSerializer.Deserialize(record, QueueJson.Default.QueueRecord) ?? throw new JsonException("The record is null.");
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault, IgnoreReadOnlyProperties = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(QueueRecord))]
internal sealed partial class QueueJson : JsonSerializerContext;
