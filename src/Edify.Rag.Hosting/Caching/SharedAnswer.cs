using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace Edify.Rag.Hosting.Caching;

/// <summary>One answer that is being written for all who asked for it: each sees it from its beginning, as fast as it comes.</summary>
/// <remarks>Who leaves leaves the others alone; with the last one the work stops, at the language model too.</remarks>
internal sealed class SharedAnswer : IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<AnswerUpdate> _updates = [];
    private readonly CancellationTokenSource _stop = new();
    private TaskCompletionSource _news = New();
    private ExceptionDispatchInfo? _error;
    private bool _hasEnded, _isAbandoned;
    private int _readers;

    /// <summary>Takes a place among those who read; <see langword="false"/> when the last one has left already.</summary>
    public bool TryJoin()
    {
        lock (_lock)
        {
            if (_isAbandoned) return false;
            _readers++;
            return true;
        }
    }

    /// <summary>Writes the answer: as far as anybody wants it.</summary>
    public async Task WriteAsync(Func<CancellationToken, IAsyncEnumerable<AnswerUpdate>> work)
    {
        try
        {
            await foreach (var update in work(_stop.Token).ConfigureAwait(false)) Tell(() => _updates.Add(update));
            Tell(() => _hasEnded = true);
        }
        catch (Exception e) when (Fail(e))
        {
            // Told to all who read, and to nobody else.
        }
    }

    /// <summary>The answer from its beginning, for one who has joined; ends the place.</summary>
    public async IAsyncEnumerable<AnswerUpdate> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            for (var next = 0; ; next++)
            {
                AnswerUpdate? update;
                while (!TryTake(next, out update, out var news))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    await news.WaitAsync(cancellationToken).ConfigureAwait(false);
                }

                if (update is null) yield break;
                yield return update;
            }
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>To be called when the answer is written; who reads it goes on reading.</summary>
    public void Dispose()
    {
        lock (_lock) _stop.Dispose();
    }

    // Cancellation as well: should the work have given up by itself, nobody may wait for it.
    private bool Fail(Exception error)
    {
        Tell(() => _error = ExceptionDispatchInfo.Capture(error));
        return true;
    }

    // Without an update: the answer has ended.
    private bool TryTake(int next, out AnswerUpdate? update, out Task news)
    {
        lock (_lock)
        {
            (update, news) = (next < _updates.Count ? _updates[next] : null, _news.Task);
            if (update is null) _error?.Throw();
            return update is not null || _hasEnded;
        }
    }

    private void Leave()
    {
        lock (_lock)
        {
            if (--_readers > 0) return;
            _isAbandoned = true;

            // Under the lock, since whoever wrote it disposes this once it has ended; what it sets off runs elsewhere.
            if (!_hasEnded && _error is null) _ = _stop.CancelAsync();
        }
    }

    private void Tell(Action change)
    {
        TaskCompletionSource old;
        lock (_lock)
        {
            change();
            (old, _news) = (_news, New());
        }

        old.SetResult();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
