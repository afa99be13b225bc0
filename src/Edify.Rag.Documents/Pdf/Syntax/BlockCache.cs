namespace Edify.Rag.Documents.Pdf.Syntax;

/// <summary>Blocks of a file too large to be held; those that the present step uses stay, of the others the latest.</summary>
/// <remarks>Every step thus gets along, whatever it takes, and memory is bounded between steps.</remarks>
internal sealed class BlockCache(Stream stream, long length, FetchSizes sizes)
{
    private const int ReadAhead = 3;
    private const int MaxSpare = 16;

    private sealed class Block(byte[] bytes)
    {
        public byte[] Bytes { get; } = bytes;

        /// <summary>How much of it the file filled.</summary>
        public int Length { get; set; }

        public long LastStep { get; set; }
    }

    private readonly Dictionary<long, Block> _blocks = [];
    private readonly Stack<byte[]> _spare = new();
    private long _step;
    private long _next = -1;

    public int BlockBytes => sizes.BlockBytes;

    /// <summary>A block's bytes; false when it is not here.</summary>
    public bool TryGet(long index, out ReadOnlySpan<byte> bytes)
    {
        bytes = [];
        if (!_blocks.TryGetValue(index, out var block)) return false;
        block.LastStep = _step;
        bytes = block.Bytes.AsSpan(0, block.Length);
        return true;
    }

    /// <summary>Lets go of what was used so far: another step begins.</summary>
    public void Release() => _step++;

    /// <summary>Fetches the blocks of a range, and some more when it continues the last one.</summary>
    public async ValueTask FetchAsync(long offset, long count, CancellationToken cancellationToken)
    {
        var (first, last) = (offset / BlockBytes, (offset + count - 1) / BlockBytes);
        if (first == _next) last += ReadAhead;
        last = Math.Min(last, (length - 1) / BlockBytes);
        _next = last + 1;
        for (var index = first; index <= last; index++)
        {
            if (_blocks.TryGetValue(index, out var known)) known.LastStep = _step;
            else await FetchAsync(index, cancellationToken).ConfigureAwait(false);
        }

        Evict();
    }

    private async ValueTask FetchAsync(long index, CancellationToken cancellationToken)
    {
        var start = index * BlockBytes;
        if (stream.Position != start) stream.Position = start;
        var block = new Block(_spare.TryPop(out var spare) ? spare : new byte[BlockBytes]) { LastStep = _step };
        var wanted = block.Bytes.AsMemory(0, (int)Math.Min(BlockBytes, length - start));
        block.Length = await stream.ReadAtLeastAsync(wanted, wanted.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        _blocks[index] = block;
    }

    private void Evict()
    {
        if (_blocks.Count <= sizes.MaxBlocks) return;
        foreach (var (index, block) in _blocks.Where(b => b.Value.LastStep < _step).OrderBy(b => b.Value.LastStep).Take(_blocks.Count - sizes.MaxBlocks).ToList())
        {
            _blocks.Remove(index);
            if (_spare.Count < MaxSpare) _spare.Push(block.Bytes);
        }
    }
}
