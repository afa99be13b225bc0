using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace Edify.Rag.Vectors.Embedded.Segments;

/// <summary>Reads a file from front to back by way of one buffer, however long the file is.</summary>
/// <remarks>Does not own the handle.</remarks>
internal sealed class FileWindow(SafeFileHandle file, string path) : IDisposable
{
    private const int Capacity = 1 << 18;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(Capacity);
    private long _start;
    private int _length;

    /// <summary>A part of the file, valid until the next call.</summary>
    /// <exception cref="RagStateException">The file ends before it.</exception>
    public ReadOnlySpan<byte> Read(long offset, int length)
    {
        if (offset < _start || offset + length > _start + _length) Fill(offset, length);
        return _buffer.AsSpan((int)(offset - _start), length);
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private void Fill(long offset, int length)
    {
        if (length > _buffer.Length)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = ArrayPool<byte>.Shared.Rent(length);
        }

        (_start, _length) = (offset, 0);
        while (_length < length)
        {
            var read = RandomAccess.Read(file, _buffer.AsSpan(_length), _start + _length);
            if (read == 0) throw Damage.In(path, _start + _length, "its end is missing");
            _length += read;
        }
    }
}
