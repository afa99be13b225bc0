using Edify.Rag.Shared.Journal;
using Microsoft.Extensions.Logging;

namespace Edify.Rag.Embeddings.Decorators.Caching;

/// <summary>Vectors of passages in a directory that outlives the process, for the next ingestion.</summary>
/// <remarks>
/// One process writes; others read what it has written, and take its place once it has ended. Questions are their askers'
/// and are not kept: a vector tells something of its text. Opened when it is first used.
/// </remarks>
internal sealed class DiskTier(string directory, long maxBytes, ILogger logger, TimeProvider time) : IVectorTier
{
    private const int UsualDimensions = 512;

    // How often a reader tries to become the writer.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly DiskSegments _segments = new(directory, maxBytes, logger);
    private ProcessLock? _writing;
    private long _triedToWrite;
    private bool _isOpen;
    private bool _isDisposed;
    private volatile int _likelySize = DiskRecord.SizeOf(UsualDimensions);

    public string Name => "disk";

    public bool Keeps(EmbeddingPurpose purpose) => purpose == EmbeddingPurpose.Passage;

    public ValueTask FindAsync(IReadOnlyList<VectorKey> keys, Dictionary<VectorKey, ReadOnlyMemory<float>> found, CancellationToken cancellationToken)
    {
        var located = new List<LocatedRecord>();
        Locked(() =>
        {
            if (_writing is null) _segments.Refresh();
            foreach (var key in keys)
                if (_segments.Locate(key) is { } record) located.Add(record);
        });
        foreach (var record in located)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Read(record) is { } vector) found[record.Key] = vector;
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask StoreAsync(IReadOnlyCollection<KeyedVector> vectors, EmbeddingPurpose purpose, CancellationToken cancellationToken)
    {
        Locked(() =>
        {
            if (_writing is not null || TryBecomeWriter()) _segments.Write(vectors);
        });
        return ValueTask.CompletedTask;
    }

    public ValueTask ClearAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!Directory.Exists(directory)) return ValueTask.CompletedTask;
        Locked(() =>
        {
            if (_writing is null)
            {
                _writing = ProcessLock.Take(Path.Combine(directory, DiskFormat.LockFile), directory);
                _segments.Load(toWrite: true);
            }

            _segments.Clear();
        });
        return ValueTask.CompletedTask;
    }

    public void Dispose()
    {
        lock (_lock)
        {
            Close();
            _isDisposed = true;
        }
    }

    private float[]? Read(LocatedRecord record)
    {
        try
        {
            if (record.Segment.Read(record.Place.Offset, record.Key, _likelySize) is { } vector)
            {
                _likelySize = DiskRecord.SizeOf(vector.Length);
                return vector;
            }
        }
        catch (ObjectDisposedException)
        {
            // The segment was the oldest, and went a moment ago.
            return null;
        }

        // To be written again.
        lock (_lock) _segments.Forget(record);
        return null;
    }

    // What fails is opened anew the next time: the directory may have gone, or another process may have it.
    private void Locked(Action work)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            try
            {
                EnsureOpen();
                work();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                Close();
                throw;
            }
        }
    }

    private void EnsureOpen()
    {
        if (_isOpen) return;
        Directory.CreateDirectory(directory);
        _writing = TryLock();
        if (_writing is null) logger.CacheIsRead(directory);
        _segments.Load(toWrite: _writing is not null);
        _isOpen = true;
        logger.CacheOpened(directory, _segments.Count.Vectors, _segments.Count.Segments);
    }

    private bool TryBecomeWriter()
    {
        if (time.GetElapsedTime(_triedToWrite) < Patience) return false;
        _writing = TryLock();
        if (_writing is null) return false;
        _segments.Load(toWrite: true);
        return true;
    }

    private ProcessLock? TryLock()
    {
        _triedToWrite = time.GetTimestamp();
        try
        {
            return ProcessLock.Take(Path.Combine(directory, DiskFormat.LockFile), directory);
        }
        catch (RagStateException)
        {
            return null;
        }
    }

    private void Close()
    {
        _segments.Dispose();
        _writing?.Dispose();
        (_writing, _isOpen) = (null, false);
    }
}
