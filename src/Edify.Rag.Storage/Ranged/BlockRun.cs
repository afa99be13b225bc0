namespace Edify.Rag.Storage.Ranged;

/// <summary>Consecutive blocks that come with one request, filled in the background and not too far ahead of the reader.</summary>
internal sealed class BlockRun : IAsyncDisposable
{
    private readonly RangeAnswer _answer;
    private readonly BlockCache _cache;
    private readonly int _readAhead;
    private readonly Signal _allowed = new();
    private readonly Signal _progress = new();
    private readonly Task _filling;
    private long _limit;
    private long _next;
    private volatile Exception? _failure;
    private bool _isOver;

    /// <param name="answer">The bytes of these blocks; disposed when they have come.</param>
    /// <param name="cache">Where they go.</param>
    /// <param name="first">The first block, which the reader waits for.</param>
    /// <param name="end">The block behind the last.</param>
    /// <param name="readAhead">How many blocks may come before the reader does.</param>
    public BlockRun(RangeAnswer answer, BlockCache cache, long first, long end, int readAhead)
    {
        (_answer, _cache, _readAhead) = (answer, cache, readAhead);
        (First, End, _next, _limit) = (first, end, first, first + readAhead);

        // On a thread of its own, so that a reader may block for it without blocking it.
        _filling = Task.Run(FillAsync, CancellationToken.None);
    }

    public long First { get; }

    public long End { get; }

    /// <summary>The next time that bytes come, or none do any more.</summary>
    public Task Progress => _progress.Next;

    /// <summary>Whether a block is on its way, or so soon that waiting for it is better than another request.</summary>
    public bool Brings(long index) =>
        !_isOver && Volatile.Read(ref _next) is var next && index >= next && index < End && index - next <= Math.Max(1, _readAhead);

    /// <summary>Why no further block comes; told once, since what failed may have been mended when the reader asks again.</summary>
    public Exception? TakeFailure()
    {
        _isOver = _failure is not null;
        return _failure;
    }

    /// <summary>Notes how far the reader has come, which lets further blocks come.</summary>
    public void MoveReader(long index)
    {
        if (index < First || index >= End || index + _readAhead <= Volatile.Read(ref _limit)) return;
        Volatile.Write(ref _limit, index + _readAhead);
        _allowed.Pulse();
    }

    /// <summary>Stops the request; no buffer is written to afterwards.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_filling.IsCompleted) _answer.Stop();
        await _filling.ConfigureAwait(false);
        await _answer.DisposeAsync().ConfigureAwait(false);
    }

    private async Task FillAsync()
    {
        Block? block = null;
        try
        {
            for (var index = First; index < End; index++)
            {
                await AllowedAsync(index).ConfigureAwait(false);
                block = _cache.Add(index, keepFrom: Volatile.Read(ref _limit) - _readAhead);
                while (!block.IsFull)
                {
                    _cache.Publish(block, await _answer.ReadAsync(block.Room).ConfigureAwait(false));
                    _progress.Pulse();
                }

                block = null;
                Volatile.Write(ref _next, index + 1);
            }

            await _answer.CloseAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException e)
        {
            Fail(e, block);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Fail(e, block);
        }
    }

    // Nobody awaits this work for its result: the reader is told when it needs the block, or has gone elsewhere and does not care.
    private void Fail(Exception failure, Block? unfinished)
    {
        if (unfinished is not null) _cache.Remove(unfinished);
        _failure = failure;
        _progress.Pulse();
    }

    private async ValueTask AllowedAsync(long index)
    {
        while (true)
        {
            var change = _allowed.Next;
            if (index <= Volatile.Read(ref _limit)) return;
            await change.WaitAsync(_answer.Stopped).ConfigureAwait(false);
        }
    }
}
