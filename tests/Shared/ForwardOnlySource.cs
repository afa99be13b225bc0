using System.Collections.Concurrent;

namespace Edify.Rag.Tests.Shared;

/// <summary>A source that streams forward only, as servers do, counts what is asked of it, and goes wrong where it is told to.</summary>
internal sealed class ForwardOnlySource(IBlobSource inner) : IBlobSource
{
    private readonly ConcurrentQueue<BlobRange> _requests = new();
    private readonly ConcurrentDictionary<string, long> _sizes = new();
    private long _served;
    private int _open;

    /// <summary>What was asked for, in order; the whole of a blob as its range.</summary>
    public IReadOnlyList<BlobRange> Requests => [.. _requests];

    /// <summary>Bytes that were handed out.</summary>
    public long Served => Interlocked.Read(ref _served);

    /// <summary>Answers that are not disposed.</summary>
    public int Open => Volatile.Read(ref _open);

    /// <summary>Called with the number of each request, from 0, before it is answered.</summary>
    public Func<int, CancellationToken, Task>? BeforeAnswer { get; set; }

    /// <summary>What goes wrong with the answer to a request, by its number from 0; nothing, if it gives nothing.</summary>
    public Func<int, BodyFault?>? FaultOf { get; set; }

    /// <summary>Answers every request with the whole blob, as servers do that know no ranges.</summary>
    public bool IgnoresRanges { get; set; }

    public string Location => inner.Location;

    public async IAsyncEnumerable<BlobItem> ListAsync(
        string prefix = "", [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var blob in inner.ListAsync(prefix, cancellationToken))
        {
            _sizes[blob.Name] = blob.Size;
            yield return blob;
        }
    }

    public async Task<Stream> OpenReadAsync(string name, BlobRange? range = null, string? etag = null, CancellationToken cancellationToken = default)
    {
        int number;
        lock (_requests)
        {
            number = _requests.Count;
            _requests.Enqueue(range ?? new(0, _sizes.GetValueOrDefault(name)));
        }

        await Task.Yield();
        if (BeforeAnswer is { } before) await before(number, cancellationToken);
        var stream = await inner.OpenReadAsync(name, IgnoresRanges ? null : range, etag, cancellationToken);
        Interlocked.Increment(ref _open);
        return new Body(this, stream, FaultOf?.Invoke(number));
    }

    private sealed class Body(ForwardOnlySource source, Stream inner, BodyFault? fault) : Stream
    {
        private const int Piece = 10_007;

        private long _position;
        private int _disposed;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            var room = Math.Min(buffer.Length, Piece);
            if (fault is not null)
            {
                if (_position >= fault.AfterBytes) return await fault.Happens(cancellationToken);
                room = (int)Math.Min(room, fault.AfterBytes - _position);
            }

            var read = await inner.ReadAsync(buffer[..room], cancellationToken);
            _position += read;
            Interlocked.Add(ref source._served, read);
            return read;
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("A connection is not read synchronously.");
        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing && Interlocked.Exchange(ref _disposed, 1) == 0)
            {
                inner.Dispose();
                Interlocked.Decrement(ref source._open);
            }

            base.Dispose(disposing);
        }
    }
}

/// <summary>What goes wrong with an answer.</summary>
/// <param name="AfterBytes">After how many bytes.</param>
/// <param name="Happens">What happens then; it gives how many bytes come.</param>
internal sealed record BodyFault(long AfterBytes, Func<CancellationToken, ValueTask<int>> Happens)
{
    /// <summary>The connection is reset.</summary>
    public static BodyFault Reset(long afterBytes) => new(afterBytes, _ => throw new IOException("Connection reset by peer."));

    /// <summary>The answer ends.</summary>
    public static BodyFault End(long afterBytes) => new(afterBytes, _ => new(0));

    /// <summary>Nothing comes any more.</summary>
    public static BodyFault Silence(long afterBytes) => new(afterBytes, async token =>
    {
        await Task.Delay(Timeout.Infinite, token);
        return 0;
    });
}
