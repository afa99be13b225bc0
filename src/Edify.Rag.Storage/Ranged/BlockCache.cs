using System.Buffers;

namespace Edify.Rag.Storage.Ranged;

/// <summary>The blocks of a blob that are held: those used last, in pooled buffers, never more than its capacity.</summary>
/// <remarks>Safe for one reader beside one writer.</remarks>
internal sealed class BlockCache(long size, int blockBytes, int capacity, ArrayPool<byte> buffers) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, LinkedListNode<Block>> _blocks = [];
    private readonly LinkedList<Block> _latest = new(); // the one used last is first

    /// <summary>How many blocks the blob has.</summary>
    public long Count { get; } = (size + blockBytes - 1) / blockBytes;

    /// <summary>Copies bytes at an offset, as far as its block holds them; 0 when none is here.</summary>
    public int Read(long offset, Span<byte> buffer)
    {
        lock (_gate)
        {
            if (!_blocks.TryGetValue(offset / blockBytes, out var node)) return 0;
            var block = node.Value;
            var start = (int)(offset % blockBytes);
            if (start >= block.Filled) return 0;
            _latest.Remove(node);
            _latest.AddFirst(node);
            var read = Math.Min(buffer.Length, block.Filled - start);
            block.Bytes.AsSpan(start, read).CopyTo(buffer);
            return read;
        }
    }

    /// <summary>Makes room for a block that is to be filled.</summary>
    /// <param name="index">Its number.</param>
    /// <param name="keepFrom">Blocks from this one to the new one stay: they are yet to be read.</param>
    public Block Add(long index, long keepFrom)
    {
        lock (_gate)
        {
            if (_blocks.TryGetValue(index, out var known)) Drop(known);
            if (_blocks.Count >= capacity) Drop(LeastUseful(keepFrom, index));
            var length = (int)Math.Min(blockBytes, size - index * blockBytes);
            var block = new Block(index, buffers.Rent(length), length);
            _blocks.Add(index, _latest.AddFirst(block));
            return block;
        }
    }

    /// <summary>Shows further bytes of a block to the reader.</summary>
    public void Publish(Block block, int count)
    {
        lock (_gate) block.Filled += count;
    }

    /// <summary>Forgets a block that is not full and will not be.</summary>
    public void Remove(Block block)
    {
        lock (_gate)
        {
            if (_blocks.TryGetValue(block.Index, out var node)) Drop(node);
        }
    }

    /// <summary>Where the blocks that are not here end, from one that is not.</summary>
    public long GapEnd(long index)
    {
        lock (_gate)
        {
            var end = Count;
            foreach (var known in _blocks.Keys)
                if (known > index && known < end) end = known;
            return end;
        }
    }

    public void Dispose()
    {
        lock (_gate)
            while (_latest.First is { } node) Drop(node);
    }

    private LinkedListNode<Block> LeastUseful(long keepFrom, long keepTo)
    {
        for (var node = _latest.Last; node is not null; node = node.Previous)
            if (node.Value.Index < keepFrom || node.Value.Index > keepTo) return node;
        return _latest.Last!;
    }

    private void Drop(LinkedListNode<Block> node)
    {
        _latest.Remove(node);
        _blocks.Remove(node.Value.Index);
        buffers.Return(node.Value.Bytes);
    }
}

/// <summary>A part of a blob, filled from its start.</summary>
internal sealed class Block(long index, byte[] bytes, int length)
{
    public long Index => index;

    /// <summary>A pooled buffer, maybe longer than the block.</summary>
    public byte[] Bytes => bytes;

    /// <summary>How many bytes came; changed by <see cref="BlockCache.Publish"/>.</summary>
    public int Filled { get; set; }

    public bool IsFull => Filled == length;

    /// <summary>Where the next bytes go.</summary>
    public Memory<byte> Room => bytes.AsMemory(Filled, length - Filled);
}
