using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Edify.Rag.Hosting.Notifications;
using Edify.Rag.Hosting.Notifications.Webhooks;
using Edify.Rag.Shared.Conversations;

namespace Edify.Rag.Hosting.Tasks;

/// <summary>Takes tasks in, and tells of them: written to the store first, then to the queue that shares them out.</summary>
internal sealed class RagTasks(
    IRagTaskStore store, IJobQueue queue, TaskHandlers handlers, NotificationRelay relay, WebhookGuard? webhooks, TaskSignals signals,
    Func<RagTaskOptions> settings, TimeProvider time) : IRagTasks
{
    private const int MaxInput = 64 * 1024;

    public async Task<RagTask> SubmitAsync(RagUser user, RagTaskRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(user);
        ArgumentNullException.ThrowIfNull(request);
        if (string.IsNullOrWhiteSpace(user.Tenant)) throw new RagTaskRefusedException("Who asks belongs to no school or organisation, and may have nothing done.");
        var handler = handlers.Get(request.Kind);
        if (Encoding.UTF8.GetByteCount(request.Input) is var size && size > MaxInput)
            throw new RagInputException(string.Create(CultureInfo.InvariantCulture, $"The task's input has {size:N0} bytes; at most {MaxInput:N0} are accepted."));
        if (request.Webhook is { } address)
        {
            if (webhooks is null) throw new RagInputException("No webhooks are set up here; leave the address out.");
            webhooks.Check(address);
        }

        var title = ConversationTitle.Of(await handler.CheckAsync(user, request.Input, cancellationToken).ConfigureAwait(false));
        var options = settings();
        var open = await store.ListAsync(user, cancellationToken).CountAsync(known => !known.HasEnded, cancellationToken).ConfigureAwait(false);
        if (open >= options.MaxOpenPerUser)
            throw new RagTaskRefusedException(string.Create(CultureInfo.InvariantCulture, $"{open} tasks are waiting or running, and no more than {options.MaxOpenPerUser} may; wait until one has ended, or cancel one."));

        var now = time.GetUtcNow();
        var task = new RagTask(Guid.CreateVersion7(now), request.Kind, title) { SubmittedAt = now };
        await store.AddAsync(new(task, user, request.Input) { Webhook = request.Webhook, IsToBeTold = relay.IsNeeded }, cancellationToken).ConfigureAwait(false);
        await EnqueueAsync(user, task, options).ConfigureAwait(false);
        signals.Tell(TaskSignals.Submitted);
        return task;
    }

    public IAsyncEnumerable<RagTask> ListAsync(RagUser user, CancellationToken cancellationToken = default) => store.ListAsync(user, cancellationToken);

    public Task<RagTask?> FindAsync(RagUser user, Guid id, CancellationToken cancellationToken = default) => store.FindAsync(user, id, cancellationToken);

    public Task<string?> ReadResultAsync(RagUser user, Guid id, CancellationToken cancellationToken = default) => store.ReadResultAsync(user, id, cancellationToken);

    public async IAsyncEnumerable<RagTask> FollowAsync(RagUser user, Guid id, long after = 0, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var changed = signals.Next(id);
            if (await store.FindAsync(user, id, cancellationToken).ConfigureAwait(false) is not { } task) yield break;
            if (task.Sequence > after)
            {
                after = task.Sequence;
                yield return task;
            }

            if (task.HasEnded) yield break;
            await TaskSignals.WaitAsync(changed, settings().ProgressInterval, time, cancellationToken).ConfigureAwait(false);
        }
    }

    public async Task<bool> CancelAsync(RagUser user, Guid id, CancellationToken cancellationToken = default)
    {
        if (!await store.CancelAsync(user, id, time.GetUtcNow(), cancellationToken).ConfigureAwait(false)) return false;
        signals.Tell(id);

        try
        {
            // It has happened: others are told of it even if who asked does not wait.
            await relay.HandOnAsync(RagTaskKey.Of(user, id), user.Tenant, CancellationToken.None).ConfigureAwait(false);
        }
        catch (RagStateException)
        {
            // The sweep sees to it.
        }

        return true;
    }

    public async Task<bool> DeleteAsync(RagUser user, Guid id, CancellationToken cancellationToken = default)
    {
        var deleted = await store.DeleteAsync(user, id, cancellationToken).ConfigureAwait(false);
        if (deleted) signals.Tell(id);
        return deleted;
    }

    // Whoever is told that nothing was submitted must not find it done later. A crash in between leaves the task to the sweep.
    private async Task EnqueueAsync(RagUser user, RagTask task, RagTaskOptions options)
    {
        var key = RagTaskKey.Of(user, task.Id);
        try
        {
            await queue.EnqueueAsync([TaskJobs.ToWork(key, user.Tenant, task.Kind, options.MaxAttempts)], CancellationToken.None).ConfigureAwait(false);
        }
        catch (RagStateException)
        {
            await store.DeleteAsync(user, task.Id, CancellationToken.None).ConfigureAwait(false);
            throw;
        }
    }
}
