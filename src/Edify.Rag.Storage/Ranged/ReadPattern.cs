namespace Edify.Rag.Storage.Ranged;

/// <summary>How much is requested at once: twice as much each time that a reader goes on, one block when it jumps.</summary>
/// <remarks>Long answers are fast, and what was requested before a jump is lost; so trust grows with every block that was read.</remarks>
internal sealed class ReadPattern(int blockBytes)
{
    private long _last = -1;
    private long _length = 1;

    /// <summary>Notes which block was read.</summary>
    public void Read(long index) => _last = index;

    /// <summary>How many blocks to request.</summary>
    /// <param name="offset">The first byte wanted.</param>
    /// <param name="count">How many bytes the reader has room for.</param>
    public long Plan(long offset, int count)
    {
        var index = offset / blockBytes;
        var goesOn = _last >= 0 && (index == _last || index == _last + 1);
        _length = goesOn ? _length * 2 : 1;
        var wanted = ((offset + count - 1) / blockBytes) - index + 1;
        return _length = Math.Min(Math.Max(_length, wanted), int.MaxValue);
    }
}
