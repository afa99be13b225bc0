using System.Buffers;
using System.Runtime.ExceptionServices;

namespace Edify.Rag.Storage.Ranged;

/// <summary>A blob of a store that streams forward only, at any place: blocks that are held, and one request for more at a time.</summary>
/// <remarks>Not safe for concurrent use.</remarks>
internal sealed class RangedBlobStream : BlobContentStream
{
    private readonly BlobRequests _requests;
    private readonly BlockCache _cache;
    private readonly ReadPattern _pattern;
    private readonly CancellationToken _opened;
    private BlockRun? _run;
    private Task? _closing;

    /// <param name="requests">Where bytes come from.</param>
    /// <param name="first">The answer that brings the first block.</param>
    /// <param name="buffers">Where the buffers of blocks come from.</param>
    /// <param name="opened">Stops the stream.</param>
    public RangedBlobStream(BlobRequests requests, RangeAnswer first, ArrayPool<byte> buffers, CancellationToken opened)
        : base(0, requests.Blob.Size, opened)
    {
        (_requests, _opened) = (requests, opened);
        var capacity = (int)(requests.Options.CacheBytes / requests.Options.BlockBytes);
        _cache = new BlockCache(Length, requests.Options.BlockBytes, capacity, buffers);
        _pattern = new ReadPattern(requests.Options.BlockBytes);
        _run = new BlockRun(first, _cache, 0, Math.Min(1, _cache.Count), requests.Options.ReadAheadBlocks);
    }

    protected override async ValueTask<int> ReadAtAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = TryRead(offset, buffer.Span, out var progress);
            if (read > 0) return read;
            if (progress is null) await RequestAsync(offset, buffer.Length).ConfigureAwait(false);
            else await progress.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The one place that blocks: a parser that reads synchronously has no way to wait.</summary>
    /// <remarks>
    /// It can't lock up: requests are made and answered on threads of the pool, and nothing they do comes back to the thread
    /// that waits here. Many such readers at once hold as many threads.
    /// </remarks>
    protected override int ReadAt(long offset, Span<byte> buffer)
    {
        while (true)
        {
            var read = TryRead(offset, buffer, out var progress);
            if (read > 0) return read;
            (progress ?? RequestAsync(offset, buffer.Length)).GetAwaiter().GetResult();
        }
    }

    // Bytes that are held; else the next progress of the request that brings them; else neither.
    private int TryRead(long offset, Span<byte> buffer, out Task? progress)
    {
        ObjectDisposedException.ThrowIf(_closing is not null, this);
        var index = offset / _requests.Options.BlockBytes;
        progress = _run?.Brings(index) is true ? _run.Progress : null;
        var read = _cache.Read(offset, buffer);
        if (read > 0 || progress is not null) _run?.MoveReader(index);
        if (read > 0) _pattern.Read(index);
        else if (progress is not null && _run!.TakeFailure() is { } failure) Throw(failure);
        return read;
    }

    private void Throw(Exception failure)
    {
        _opened.ThrowIfCancellationRequested();
        ExceptionDispatchInfo.Throw(failure);
    }

    private async Task RequestAsync(long offset, int count)
    {
        if (_run is not null) await _run.DisposeAsync().ConfigureAwait(false);
        var (block, first) = (_requests.Options.BlockBytes, offset / _requests.Options.BlockBytes);
        var end = Math.Min(first + _pattern.Plan(offset, count), _cache.GapEnd(first));
        var answer = new RangeAnswer(_requests, first * block, Math.Min(end * block, Length), _opened);
        _run = new BlockRun(answer, _cache, first, end, _requests.Options.ReadAheadBlocks);
    }

    private async Task CloseAsync()
    {
        if (_run is not null) await _run.DisposeAsync().ConfigureAwait(false);
        _cache.Dispose();
    }

    // Without waiting: the buffers go back once the request has let go of them.
    protected override void Dispose(bool disposing)
    {
        if (disposing) _closing ??= CloseAsync();
        base.Dispose(disposing);
    }

    public override async ValueTask DisposeAsync()
    {
        _closing ??= CloseAsync();
        await _closing.ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }
}
