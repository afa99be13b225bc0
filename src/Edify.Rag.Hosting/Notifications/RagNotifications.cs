namespace Edify.Rag.Hosting.Notifications;

/// <summary>What users are told: the ends of their tasks, as the store of tasks has them.</summary>
internal sealed class RagNotifications(IRagTaskStore store) : IRagNotifications
{
    public IAsyncEnumerable<RagNotification> ListAsync(RagUser user, bool unreadOnly = false, CancellationToken cancellationToken = default)
    {
        var all = store.ListNotificationsAsync(user, cancellationToken);
        return unreadOnly ? all.Where(notification => !notification.IsRead) : all;
    }

    public async Task<bool> MarkReadAsync(RagUser user, Guid id, CancellationToken cancellationToken = default) =>
        await store.MarkReadAsync(user, id, cancellationToken).ConfigureAwait(false) > 0;

    public Task<int> MarkAllReadAsync(RagUser user, CancellationToken cancellationToken = default) => store.MarkReadAsync(user, id: null, cancellationToken);
}
