using Microsoft.Extensions.Logging;

namespace Edify.Rag.Hosting.Tasks;

/// <summary>What is logged of tasks: identifiers and kinds, never what they are about.</summary>
internal static partial class TaskLog
{
    [LoggerMessage(60, LogLevel.Information, "Task {Id} ({Kind}) begins, try {Attempt}.")]
    public static partial void TaskBegun(this ILogger logger, Guid id, string kind, int attempt);

    [LoggerMessage(61, LogLevel.Information, "Task {Id} ({Kind}) ended: {State}.")]
    public static partial void TaskEnded(this ILogger logger, Guid id, string kind, RagTaskState state);

    [LoggerMessage(62, LogLevel.Warning, "Task {Id} ({Kind}) failed and is tried again in {Delay}.")]
    public static partial void TaskRetried(this ILogger logger, Exception exception, Guid id, string kind, TimeSpan delay);

    [LoggerMessage(63, LogLevel.Error, "Task {Id} ({Kind}) failed.")]
    public static partial void TaskFailed(this ILogger logger, Exception exception, Guid id, string kind);

    [LoggerMessage(64, LogLevel.Information, "Task {Id} ({Kind}) was stopped: it was called off, or another process has it.")]
    public static partial void TaskLost(this ILogger logger, Guid id, string kind);

    [LoggerMessage(65, LogLevel.Warning, "What became of task {Id} could not be written; another try goes on with it when its lease has run out.")]
    public static partial void TaskNotWritten(this ILogger logger, Exception exception, Guid id);

    [LoggerMessage(66, LogLevel.Warning, "How far task {Id} is could not be written, or its lease not renewed.")]
    public static partial void TaskNotKept(this ILogger logger, Exception exception, Guid id);

    [LoggerMessage(67, LogLevel.Error, "The job queue of tasks can't be asked; it is asked again in a moment.")]
    public static partial void QueueNotAsked(this ILogger logger, Exception exception);

    [LoggerMessage(68, LogLevel.Error, "Tasks that a crash left could not be looked for.")]
    public static partial void SweepFailed(this ILogger logger, Exception exception);

    [LoggerMessage(69, LogLevel.Information, "Deleted {Count} tasks whose time is over.")]
    public static partial void TasksPruned(this ILogger logger, int count);

    [LoggerMessage(70, LogLevel.Warning, "{Notifier} could not be told of task {Id}, try {Attempt}.")]
    public static partial void NoticeFailed(this ILogger logger, Exception exception, string notifier, Guid id, int attempt);
}
