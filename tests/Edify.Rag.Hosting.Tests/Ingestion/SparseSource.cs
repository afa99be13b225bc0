using System.Runtime.CompilerServices;

namespace Edify.Rag.Hosting.Tests.Ingestion;

/// <summary>Blobs of any size that exist nowhere: zeros, but for what was put into them.</summary>
internal sealed class SparseSource : IBlobSource
{
    private readonly SortedDictionary<string, (long Size, SortedList<long, byte[]> Parts)> _blobs = new(StringComparer.Ordinal);

    public string Location => "sparse:test";

    public void Add(string name, long size, SortedList<long, byte[]> parts) => _blobs.Add(name, (size, parts));

    public async IAsyncEnumerable<BlobItem> ListAsync(string prefix = "", [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        foreach (var (name, blob) in _blobs) yield return new(name, blob.Size, "1", DateTimeOffset.UnixEpoch);
    }

    public Task<Stream> OpenReadAsync(string name, BlobRange? range = null, string? etag = null, CancellationToken cancellationToken = default)
    {
        var (size, parts) = _blobs[name];
        var (from, length) = range is { } wanted ? (wanted.Offset, wanted.Length) : (0, size);
        return Task.FromResult<Stream>(new Content(parts, from, Math.Min(size, from + length)));
    }

    private sealed class Content(SortedList<long, byte[]> parts, long from, long end) : Stream
    {
        private long _position = from;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var bytes = buffer.Span[..(int)Math.Min(buffer.Length, end - _position)];
            bytes.Clear();
            foreach (var (offset, part) in parts)
            {
                var (start, stop) = (Math.Max(offset, _position), Math.Min(offset + part.Length, _position + bytes.Length));
                if (start < stop) part.AsSpan((int)(start - offset), (int)(stop - start)).CopyTo(bytes[(int)(start - _position)..]);
            }

            _position += bytes.Length;
            return new(bytes.Length);
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
