namespace Edify.Rag.Shared.Tasks;

/// <summary>What becomes of a task, whatever store keeps it. <see langword="null"/> says that nothing does: it has ended, or is another worker's.</summary>
internal static class TaskRules
{
    public static StoredTask? Begin(StoredTask task, long token, DateTimeOffset at) => task.Task.HasEnded || task.Token > token
        ? null
        : Changed(task, t => t with { State = RagTaskState.Running, StartedAt = t.StartedAt ?? at }) with { Token = token };

    public static StoredTask? Report(StoredTask task, long token, RagTaskProgress progress) => IsHeld(task, token)
        ? Changed(task, t => t with { Percent = Math.Clamp(progress.Percent, 0, 100), Stage = progress.Stage, Remaining = progress.Remaining })
        : null;

    public static StoredTask? Suspend(StoredTask task, long token, string stage) => IsHeld(task, token)
        ? Changed(task, t => t with { State = RagTaskState.Queued, Stage = stage, Remaining = null })
        : null;

    public static StoredTask? End(StoredTask task, long? token, RagTaskEnd end) => task.Task.HasEnded || (token is { } held && !IsHeld(task, held))
        ? null
        : Changed(task, t => t with
        {
            State = end.State,
            Reason = end.Reason,
            Percent = end.State == RagTaskState.Done ? 100 : t.Percent,
            Remaining = null,
            EndedAt = end.At,
        });

    public static StoredTask? Cancel(StoredTask task, DateTimeOffset at) => task.Task.HasEnded
        ? null
        : Changed(task, t => t with { State = RagTaskState.Cancelled, Remaining = null, EndedAt = at });

    public static StoredTask? Read(StoredTask task) => task is { Task.HasEnded: true, IsRead: false } ? task with { IsRead = true } : null;

    public static StoredTask? Tell(StoredTask task) => task.IsTold ? null : task with { IsTold = true };

    public static bool IsHeld(StoredTask task, long token) => !task.Task.HasEnded && task.Task.State == RagTaskState.Running && task.Token == token;

    private static StoredTask Changed(StoredTask task, Func<RagTask, RagTask> change) => task with { Task = change(task.Task) with { Sequence = task.Task.Sequence + 1 } };
}
