namespace Edify.Rag.Shared.Auditing;

/// <summary>Makes one write of what many ask to be written at one time; each of them waits for the write that has its item.</summary>
/// <param name="write">Writes a group, all or nothing, and returns a result for each item.</param>
/// <param name="maxGroup">The most items of a group.</param>
internal sealed class GroupCommit<TItem, TResult>(Func<IReadOnlyList<TItem>, Task<IReadOnlyList<TResult>>> write, int maxGroup)
{
    private readonly Lock _lock = new();
    private readonly Queue<(TItem Item, TaskCompletionSource<TResult> Done)> _waiting = new();
    private bool _isWriting;

    /// <summary>Returns when the item is written; who stops waiting leaves it in its group.</summary>
    public Task<TResult> WriteAsync(TItem item, CancellationToken cancellationToken)
    {
        var done = new TaskCompletionSource<TResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            _waiting.Enqueue((item, done));
            if (!_isWriting)
            {
                _isWriting = true;
                _ = Task.Run(DrainAsync, CancellationToken.None);
            }
        }

        return done.Task.WaitAsync(cancellationToken);
    }

    private async Task DrainAsync()
    {
        while (Next() is { Count: > 0 } group)
        {
            try
            {
                var results = await write([.. group.Select(g => g.Item)]).ConfigureAwait(false);
                for (var i = 0; i < group.Count; i++) group[i].Done.SetResult(results[i]);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                // Nobody waits for this task but those of the group: each is told.
                foreach (var (_, done) in group) done.TrySetException(e);
            }
        }
    }

    private List<(TItem Item, TaskCompletionSource<TResult> Done)> Next()
    {
        var group = new List<(TItem, TaskCompletionSource<TResult>)>();
        lock (_lock)
        {
            while (group.Count < maxGroup && _waiting.TryDequeue(out var item)) group.Add(item);
            _isWriting = group.Count > 0;
        }

        return group;
    }
}
