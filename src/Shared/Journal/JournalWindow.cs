using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace Edify.Rag.Shared.Journal;

/// <summary>A part of a journal in memory, moved along the file as it is read.</summary>
internal sealed class JournalWindow(SafeFileHandle handle)
{
    private const int MinSize = 256 * 1024;

    private byte[] _buffer = [];
    private long _start;
    private int _count;

    /// <summary>Reads the intact frame at an offset; <see langword="false"/> when there is none.</summary>
    public bool TryReadFrame(long offset, long fileLength, out JournalFrame frame, out ReadOnlyMemory<byte> payload)
    {
        (frame, payload) = (default, default);
        if (fileLength - offset < JournalFrame.HeaderSize) return false;
        if (!JournalFrame.TryReadHeader(Read(offset, JournalFrame.HeaderSize).Span, out frame)) return false;
        if (fileLength - offset < frame.Size) return false;

        var bytes = Read(offset, frame.Size);
        if (bytes.Length < frame.Size || !frame.IsIntact(bytes.Span)) return false;
        payload = bytes[JournalFrame.HeaderSize..];
        return true;
    }

    /// <summary>Where an intact frame of a later group begins, at or after an offset.</summary>
    public long? FindFrameAfter(ulong group, long offset, long fileLength)
    {
        // No file holds more groups than it has room for, which rules out almost every offset without a checksum.
        var most = group + (ulong)(fileLength / JournalFrame.HeaderSize);
        for (var at = offset; fileLength - at > JournalFrame.HeaderSize; at++)
        {
            var number = BinaryPrimitives.ReadUInt64LittleEndian(Read(at, JournalFrame.HeaderSize).Span[8..]);
            if (number > group && number <= most && TryReadFrame(at, fileLength, out _, out _)) return at;
        }

        return null;
    }

    public bool IsZero(long offset, long end)
    {
        while (offset < end)
        {
            var bytes = Read(offset, (int)Math.Min(MinSize, end - offset));
            if (bytes.IsEmpty || bytes.Span.ContainsAnyExcept((byte)0)) return false;
            offset += bytes.Length;
        }

        return true;
    }

    /// <summary>Makes the next read look at the file, which may have changed.</summary>
    public void Forget() => _count = 0;

    /// <summary>Bytes of the file, fewer where it ends; valid until the next read.</summary>
    public ReadOnlyMemory<byte> Read(long offset, int length)
    {
        if (offset < _start || offset + length > _start + _count) Fill(offset, length);
        var from = (int)(offset - _start);
        return _buffer.AsMemory(from, Math.Min(length, _count - from));
    }

    private void Fill(long offset, int length)
    {
        // Small files are many where each thing has one of its own: none takes more memory than it holds.
        var useful = (int)Math.Clamp(RandomAccess.GetLength(handle) - offset, length, Math.Max(length, MinSize));
        if (_buffer.Length < useful) _buffer = new byte[useful];
        (_start, _count) = (offset, 0);
        while (_count < _buffer.Length)
        {
            var read = RandomAccess.Read(handle, _buffer.AsSpan(_count), offset + _count);
            if (read == 0) break;
            _count += read;
        }
    }
}
