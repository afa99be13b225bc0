namespace Edify.Rag.Documents.Pdf.Syntax;

/// <summary>The bytes of a file, at any offset.</summary>
/// <remarks>
/// A small file is fetched once, asynchronously and in order, which suits remote stores best. Of a large one blocks are fetched as
/// they are needed: what asks for others is told so by a <see cref="BytesMissingException"/> and comes back once they are here.
/// </remarks>
internal sealed class ByteSource
{
    /// <summary>Up to this size a file is held as a whole.</summary>
    public const int WholeFileBytes = 8 << 20;

    private const int SearchBytes = 1 << 20;
    private const int MaxSearches = 10_000;

    private readonly BlockCache? _blocks;
    private readonly byte[] _whole;

    // How far a search came that stumbled, so that it goes on from there; and from where on a pattern does not occur.
    private readonly Dictionary<(long From, int PatternLength), long> _searches = [];
    private readonly Dictionary<int, long> _absentFrom = [];

    private ByteSource(BlockCache? blocks, byte[] whole, long length)
    {
        _blocks = blocks;
        _whole = whole;
        Length = length;
    }

    public long Length { get; }

    /// <summary>Wraps a file that is in memory.</summary>
    public static ByteSource Of(byte[] bytes) => new(null, bytes, bytes.Length);

    public static async ValueTask<ByteSource> OpenAsync(Stream stream, FetchSizes sizes, CancellationToken cancellationToken)
    {
        var length = stream.Length;
        if (length > sizes.WholeFileBytes) return new ByteSource(new BlockCache(stream, length, sizes), [], length);
        var whole = new byte[length];
        stream.Position = 0;
        var read = await stream.ReadAtLeastAsync(whole, whole.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        return Of(read == whole.Length ? whole : whole[..read]);
    }

    /// <summary>Bytes from an offset, fewer at the end of the file; none before its start or past its end.</summary>
    /// <exception cref="BytesMissingException">They are yet to be fetched.</exception>
    public ReadOnlySpan<byte> Slice(long offset, long count)
    {
        if (offset < 0 || offset >= Length || count <= 0) return [];
        var length = (int)Math.Min(Math.Min(count, Length - offset), Array.MaxLength);
        if (_blocks is null) return _whole.AsSpan((int)offset, length);

        var start = (int)(offset % _blocks.BlockBytes);
        if (start + length > _blocks.BlockBytes) return Gather(offset, length);
        if (!_blocks.TryGet(offset / _blocks.BlockBytes, out var block)) throw new BytesMissingException(offset, length);
        return start < block.Length ? block.Slice(start, Math.Min(length, block.Length - start)) : [];
    }

    /// <summary>First occurrence of a pattern at or after an offset; -1 when there is none.</summary>
    /// <param name="pattern">What is looked for; no two patterns in use have the same length.</param>
    /// <param name="from">Where the search begins.</param>
    /// <exception cref="BytesMissingException">Bytes to be searched are yet to be fetched; asked again, it goes on from there.</exception>
    public long IndexOf(ReadOnlySpan<byte> pattern, long from)
    {
        if (from >= _absentFrom.GetValueOrDefault(pattern.Length, long.MaxValue)) return -1;
        var key = (from, pattern.Length);
        for (var offset = _searches.GetValueOrDefault(key, from); offset < Length; offset += SearchBytes)
        {
            if (_blocks is not null) Remember(key, offset);
            var found = Slice(offset, SearchBytes + pattern.Length - 1).IndexOf(pattern);
            if (found >= 0) return offset + found;
        }

        _absentFrom[pattern.Length] = Math.Min(from, _absentFrom.GetValueOrDefault(pattern.Length, long.MaxValue));
        return -1;
    }

    /// <summary>Lets go of what was used so far, so that memory stays bounded.</summary>
    public void Release() => _blocks?.Release();

    public ValueTask FetchAsync(long offset, long count, CancellationToken cancellationToken) =>
        _blocks?.FetchAsync(offset, count, cancellationToken) ?? ValueTask.CompletedTask;

    private void Remember((long From, int PatternLength) search, long offset)
    {
        if (_searches.Count >= MaxSearches) _searches.Clear();
        _searches[search] = offset;
        Release();
    }

    private byte[] Gather(long offset, int length)
    {
        RequireAll(offset, length);
        var joined = new byte[length];
        for (var done = 0; done < length;)
        {
            var position = offset + done;
            _blocks!.TryGet(position / _blocks.BlockBytes, out var block);
            var start = (int)(position % _blocks.BlockBytes);
            if (start >= block.Length) return joined[..done];
            var part = block[start..Math.Min(block.Length, start + length - done)];
            part.CopyTo(joined.AsSpan(done));
            done += part.Length;
        }

        return joined;
    }

    private void RequireAll(long offset, int length)
    {
        for (var index = offset / _blocks!.BlockBytes; index <= (offset + length - 1) / _blocks.BlockBytes; index++)
            if (!_blocks.TryGet(index, out _)) throw new BytesMissingException(offset, length);
    }
}
