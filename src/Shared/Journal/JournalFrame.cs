using System.Buffers.Binary;

namespace Edify.Rag.Shared.Journal;

/// <summary>One framed record of a journal.</summary>
/// <remarks>
/// All numbers are little-endian. A journal is <see cref="Magic"/>, then frames:
/// <code>
/// 0   uint32  CRC-32C of everything in the frame behind it
/// 4   uint32  length of the payload; the highest bit says that the frame is the last of its group
/// 8   uint64  number of its group, from 1, without gaps
/// 16  payload, at least 1 byte
/// </code>
/// A group is written and flushed as one, and the next one only begins after that. So damage in the group that the file
/// ends with is a write that was cut short, whereas damage before a frame of a later group is damage to what was
/// acknowledged.
/// </remarks>
/// <param name="Group">Number of its group.</param>
/// <param name="EndsGroup">Whether it is the last of its group.</param>
/// <param name="Length">Length of the payload.</param>
internal readonly record struct JournalFrame(ulong Group, bool EndsGroup, int Length)
{
    public const int HeaderSize = 16;

    /// <summary>The longest payload: 256 MiB.</summary>
    public const int MaxPayload = 1 << 28;

    private const uint LastOfGroup = 1u << 31;

    /// <summary>What a journal begins with: its format and version.</summary>
    public static ReadOnlySpan<byte> Magic => "EDFYJNL1"u8;

    public int Size => HeaderSize + Length;

    /// <summary>Completes a frame in place, around the payload that stands in it already.</summary>
    public void WriteHeader(Span<byte> frame)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(frame[4..], (uint)Length | (EndsGroup ? LastOfGroup : 0));
        BinaryPrimitives.WriteUInt64LittleEndian(frame[8..], Group);
        BinaryPrimitives.WriteUInt32LittleEndian(frame, Crc32C.Of(frame[4..Size]));
    }

    /// <summary>Takes a header for what it says; whether it is true only <see cref="IsIntact"/> tells.</summary>
    public static bool TryReadHeader(ReadOnlySpan<byte> header, out JournalFrame frame)
    {
        var word = BinaryPrimitives.ReadUInt32LittleEndian(header[4..]);
        frame = new(BinaryPrimitives.ReadUInt64LittleEndian(header[8..]), (word & LastOfGroup) != 0, (int)(word & ~LastOfGroup));
        return frame.Length is > 0 and <= MaxPayload;
    }

    /// <summary>Whether the bytes are those that were written.</summary>
    public bool IsIntact(ReadOnlySpan<byte> frame) =>
        BinaryPrimitives.ReadUInt32LittleEndian(frame) == Crc32C.Of(frame[4..Size]);
}
