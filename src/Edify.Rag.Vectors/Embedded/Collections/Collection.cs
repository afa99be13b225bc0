using Edify.Rag.Shared.Journal;
using Edify.Rag.Shared.Lexical;
using Microsoft.Extensions.Logging;

namespace Edify.Rag.Vectors.Embedded.Collections;

/// <summary>One collection as this process has it open: following another process's writes, or writing itself.</summary>
/// <remarks>
/// Searches take the current <see cref="Snapshot"/> and never wait for a write. Changes, and the look at what another process
/// has written, go one after the other.
/// </remarks>
internal sealed class Collection(CollectionFiles files, TextAnalyzer analyzer, SealPolicy policy, ILogger logger) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private readonly SegmentCatalog _catalog = new(files, analyzer.Options);
    private Snapshot? _snapshot;
    private CollectionReader? _reader;
    private CollectionWriter? _writer;
    private ProcessLock? _lock;
    private bool _disposed;

    /// <summary>Holds the collection as it is now; <see langword="null"/> when there is none. Release it after use.</summary>
    public async ValueTask<Snapshot?> HoldAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (Volatile.Read(ref _writer) is null && Volatile.Read(ref _reader) is not { IsCurrent: true })
                await RefreshAsync(cancellationToken).ConfigureAwait(false);
            if (Volatile.Read(ref _snapshot) is not { } snapshot) return null;
            if (snapshot.TryHold()) return snapshot;
        }
    }

    /// <summary>Makes the collection, unless there is one already. The lock is given back: whoever makes it need not be who fills it.</summary>
    public Task<bool> CreateAsync(CollectionDescription description, CancellationToken cancellationToken) => ExclusivelyAsync(
        () =>
        {
            if (_writer is not null || File.Exists(files.Description)) return false;
            Lock();
            try
            {
                if (!File.Exists(files.Description)) CollectionWriter.Create(files, description);
                return true;
            }
            finally
            {
                Unlock();
            }
        },
        cancellationToken);

    /// <summary>Deletes the collection; tells whether there was one.</summary>
    public Task<bool> DropAsync(CancellationToken cancellationToken) => ExclusivelyAsync(
        () =>
        {
            if (!File.Exists(files.Description)) return false;
            Lock();
            try
            {
                Close();
                CollectionWriter.Delete(files);
                return true;
            }
            finally
            {
                Unlock();
            }
        },
        cancellationToken);

    /// <summary>Makes a change; it is durable and seen by every later search when this returns.</summary>
    /// <param name="change">Makes the change, given the collection before it.</param>
    /// <param name="cancellationToken">Stops the wait for one's turn; a change that has begun is completed.</param>
    /// <returns>What the change returns; <see langword="null"/> when there is no such collection.</returns>
    public Task<long?> WriteAsync(Func<CollectionWriter, Snapshot, long> change, CancellationToken cancellationToken) => ExclusivelyAsync<long?>(
        () =>
        {
            if (!File.Exists(files.Description)) return null;
            Lock();
            try
            {
                if (OpenWriter() is not { } writer) return null;
                var result = change(writer, _snapshot!);
                Publish(writer.TakeSnapshot());
                if (IsSealDue) _ = SealLaterAsync();
                return result;
            }
            catch
            {
                // What is on the disk after a failed write is found out by reading it again.
                CloseWriter();
                throw;
            }
        },
        cancellationToken);

    /// <summary>How many bytes the collection's files take; those that a seal beside it makes or deletes may be among them or not.</summary>
    public long SizeOnDisk() => Directory.Exists(files.Directory)
        ? new DirectoryInfo(files.Directory).EnumerateFiles().Sum(file => file.Exists ? file.Length : 0)
        : 0;

    public void Dispose()
    {
        _gate.Wait();
        try
        {
            if (_disposed) return;
            if (IsSealDue || _writer?.MemoryRows >= policy.RowsWhenClosed) Seal();
            Close();
            Unlock();
            _disposed = true;
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<T> ExclusivelyAsync<T>(Func<T> action, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return await Task.Run(action, CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    private Task<bool> RefreshAsync(CancellationToken cancellationToken) => ExclusivelyAsync(
        () =>
        {
            if (_writer is not null || _reader is { IsCurrent: true }) return true;
            if (_reader is { IsReplaced: true }) CloseReader();
            var reader = _reader ?? CollectionReader.Open(files, _catalog, analyzer);
            Publish(reader?.Refresh());
            Volatile.Write(ref _reader, reader);
            return true;
        },
        cancellationToken);

    private CollectionWriter? OpenWriter()
    {
        if (_writer is { } open) return open;
        if (CollectionWriter.Open(files, _catalog, analyzer) is not { } writer) return null;
        if (writer.TornBytes > 0) Log.TornTailCut(logger, files.Directory, writer.TornBytes);
        Publish(writer.TakeSnapshot());
        Volatile.Write(ref _writer, writer);
        CloseReader();
        return writer;
    }

    private bool IsSealDue => _writer is { } writer && policy.IsDue(writer.MemoryRows, writer.JournalLength);

    // The write that made it due is acknowledged meanwhile; the next one waits.
    private async Task SealLaterAsync()
    {
        await _gate.WaitAsync().ConfigureAwait(false);
        try
        {
            if (!_disposed && IsSealDue) await Task.Run(Seal).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    // What the journal holds is safe as it is, so a seal that fails is tried again after the next write.
    private void Seal()
    {
        try
        {
            _writer!.Seal();
            Publish(_writer.TakeSnapshot());

            // Apart from the seal, so that the rows that were in memory are let go before the merge needs memory itself.
            if (_writer.Merge(policy)) Publish(_writer.TakeSnapshot());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or RagStateException)
        {
            Log.SealFailed(logger, e, files.Directory);
            CloseWriter();
        }
    }

    private void Publish(Snapshot? snapshot) => Interlocked.Exchange(ref _snapshot, snapshot)?.Release();

    private void Lock()
    {
        if (_lock is not null) return;
        Directory.CreateDirectory(Path.GetDirectoryName(files.Lock)!);
        _lock = ProcessLock.Take(files.Lock, files.Directory);
    }

    private void Unlock()
    {
        _lock?.Dispose();
        _lock = null;
    }

    private void CloseWriter()
    {
        _writer?.Dispose();
        Volatile.Write(ref _writer, null);
    }

    private void CloseReader()
    {
        _reader?.Dispose();
        Volatile.Write(ref _reader, null);
    }

    private void Close()
    {
        CloseWriter();
        CloseReader();
        Publish(null);
        _catalog.Dispose();
    }
}
