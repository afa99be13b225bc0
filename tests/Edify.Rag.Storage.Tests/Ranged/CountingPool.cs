using System.Buffers;

namespace Edify.Rag.Storage.Tests.Ranged;

/// <summary>Counts the buffers that are out.</summary>
internal sealed class CountingPool : ArrayPool<byte>
{
    private readonly HashSet<byte[]> _out = [];
    private int _most;

    public int Live
    {
        get { lock (_out) return _out.Count; }
    }

    /// <summary>The most that were out at a time.</summary>
    public int Most
    {
        get { lock (_out) return _most; }
    }

    public override byte[] Rent(int minimumLength)
    {
        var buffer = new byte[minimumLength];
        lock (_out)
        {
            _out.Add(buffer);
            _most = Math.Max(_most, _out.Count);
        }

        return buffer;
    }

    public override void Return(byte[] array, bool clearArray = false)
    {
        lock (_out)
            if (!_out.Remove(array)) throw new InvalidOperationException("The buffer was not out.");
        array.AsSpan().Fill(0xEE); // whoever still reads or writes it is found out
    }
}
