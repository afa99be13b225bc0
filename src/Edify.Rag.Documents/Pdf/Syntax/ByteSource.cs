using System.Runtime.InteropServices;

namespace Edify.Rag.Documents.Pdf.Syntax;

/// <summary>The bytes of a file, at any offset.</summary>
/// <remarks>
/// A file of ordinary size is fetched once, asynchronously and in order, which suits remote stores best. A large one is read in
/// blocks as they are needed, so that memory stays bounded whatever its size.
/// </remarks>
internal sealed class ByteSource
{
    private const int WholeFileBytes = 32 << 20;
    private const int BlockBytes = 128 << 10;
    private const int MaxBlocks = 64;

    private readonly Stream? _stream;
    private readonly byte[] _whole;
    private readonly Dictionary<long, byte[]> _blocks = [];
    private readonly Queue<long> _order = new();

    private ByteSource(Stream? stream, byte[] whole, long length)
    {
        _stream = stream;
        _whole = whole;
        Length = length;
    }

    public long Length { get; }

    /// <summary>Wraps a file that is in memory.</summary>
    public static ByteSource Of(byte[] bytes) => new(null, bytes, bytes.Length);

    public static async Task<ByteSource> OpenAsync(Stream stream, CancellationToken cancellationToken)
    {
        var length = stream.Length;
        if (length > WholeFileBytes) return new ByteSource(stream, [], length);
        var whole = new byte[length];
        stream.Position = 0;
        var read = await stream.ReadAtLeastAsync(whole, whole.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        return Of(read == whole.Length ? whole : whole[..read]);
    }

    /// <summary>Bytes from an offset, fewer at the end of the file; none before its start or past its end.</summary>
    public ReadOnlySpan<byte> Slice(long offset, long count)
    {
        if (offset < 0 || offset >= Length || count <= 0) return [];
        var length = (int)Math.Min(Math.Min(count, Length - offset), Array.MaxLength);
        if (_stream is null) return _whole.AsSpan((int)offset, length);

        var block = Block(offset / BlockBytes);
        var start = (int)(offset % BlockBytes);
        if (start + length <= block.Length) return block.AsSpan(start, length);
        return Gather(offset, length);
    }

    /// <summary>First occurrence of a pattern at or after an offset; -1 when there is none.</summary>
    public long IndexOf(ReadOnlySpan<byte> pattern, long from)
    {
        for (var offset = from; offset < Length; offset += BlockBytes)
        {
            var found = Slice(offset, BlockBytes + pattern.Length - 1).IndexOf(pattern);
            if (found >= 0) return offset + found;
        }

        return -1;
    }

    private byte[] Gather(long offset, int length)
    {
        var joined = new byte[length];
        for (var done = 0; done < length;)
        {
            var position = offset + done;
            var block = Block(position / BlockBytes).AsSpan((int)(position % BlockBytes));
            if (block.IsEmpty) return joined[..done];
            var part = block[..Math.Min(block.Length, length - done)];
            part.CopyTo(joined.AsSpan(done));
            done += part.Length;
        }

        return joined;
    }

    private byte[] Block(long index)
    {
        ref var block = ref CollectionsMarshal.GetValueRefOrAddDefault(_blocks, index, out _);
        if (block is not null) return block;
        var bytes = new byte[Math.Min(BlockBytes, Length - index * BlockBytes)];
        _stream!.Position = index * BlockBytes;
        var read = _stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        block = read == bytes.Length ? bytes : bytes[..read];
        var loaded = block;
        _order.Enqueue(index);
        if (_order.Count > MaxBlocks) _blocks.Remove(_order.Dequeue());
        return loaded;
    }
}
