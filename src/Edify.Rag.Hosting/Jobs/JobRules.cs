using System.Globalization;

namespace Edify.Rag.Hosting.Jobs;

/// <summary>What becomes of a job: the rules of <see cref="IJobQueue"/>, without files and clocks.</summary>
internal static class JobRules
{
    /// <summary>A job that is asked for; <see langword="null"/> where that changes nothing.</summary>
    /// <param name="known">The job as it is; <see langword="null"/> when it is new.</param>
    /// <param name="asked">What is asked for.</param>
    /// <param name="place">The next place in the queue.</param>
    /// <param name="now">The time.</param>
    public static QueuedJob? Enqueue(QueuedJob? known, JobRequest asked, long place, DateTimeOffset now) => known switch
    {
        null or { IsOpen: false } => new(asked) { Place = place, VisibleAt = now, Token = known?.Token ?? 0 },
        { State: QueuedJobState.Running } => known with { Job = known.Job with { MaxAttempts = asked.MaxAttempts }, NextPayload = asked.Payload },
        _ when known.Job.Payload != asked.Payload => known with { Job = asked, Attempt = 0, VisibleAt = now, Reason = string.Empty },
        _ when known.Job.MaxAttempts != asked.MaxAttempts => known with { Job = asked },
        _ => null,
    };

    /// <summary>A job that is taken, or has died of its last worker.</summary>
    public static QueuedJob Take(QueuedJob job, JobClaim claim, long token, DateTimeOffset now)
    {
        var isNew = job.NextPayload is { } next && next != job.Job.Payload;

        // What was enqueued meanwhile with the same payload is the job that took its worker down, and keeps its tries.
        if (job.State == QueuedJobState.Running && job.Attempt >= job.Job.MaxAttempts && !isNew)
        {
            var reason = string.Create(CultureInfo.InvariantCulture, $"Worker {job.Worker} took it for try {job.Attempt} of {job.Job.MaxAttempts} and did not come back.");
            return job with { State = QueuedJobState.Dead, NextPayload = null, Token = token, EndedAt = now, Reason = reason };
        }

        return Renewed(job) with
        {
            State = QueuedJobState.Running, Attempt = isNew ? 1 : job.Attempt + 1, Token = token, Worker = claim.Worker, VisibleAt = now + claim.Duration,
        };
    }

    /// <summary>Done; or waiting again, last in the queue, when it was enqueued meanwhile.</summary>
    public static QueuedJob Complete(QueuedJob job, long place, DateTimeOffset now) => job.NextPayload is null
        ? job with { State = QueuedJobState.Done, EndedAt = now, VisibleAt = now, Reason = string.Empty }
        : Renewed(job) with { State = QueuedJobState.Waiting, Place = place, Attempt = 0, VisibleAt = now, Reason = string.Empty };

    /// <summary>Waiting for the next try; or dead. A payload that was enqueued meanwhile has had no try yet.</summary>
    public static QueuedJob Fail(QueuedJob job, JobFailure failure, DateTimeOffset now)
    {
        if (job.NextPayload is not null) return Renewed(job) with { State = QueuedJobState.Waiting, Attempt = 0, VisibleAt = now, Reason = failure.Reason };
        return failure.IsFinal || job.Attempt >= job.Job.MaxAttempts
            ? job with { State = QueuedJobState.Dead, EndedAt = now, Reason = failure.Reason }
            : job with { State = QueuedJobState.Waiting, VisibleAt = now + failure.Delay, Reason = failure.Reason };
    }

    /// <summary>Waiting at its old place, and not tried.</summary>
    public static QueuedJob Release(QueuedJob job, DateTimeOffset now) =>
        Renewed(job) with { State = QueuedJobState.Waiting, Attempt = job.NextPayload is null ? job.Attempt - 1 : 0, VisibleAt = now };

    private static QueuedJob Renewed(QueuedJob job) =>
        job.NextPayload is { } next ? job with { Job = job.Job with { Payload = next }, NextPayload = null } : job;
}
