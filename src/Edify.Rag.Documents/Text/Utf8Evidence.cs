using System.Buffers;
using System.Text;

namespace Edify.Rag.Documents.Text;

/// <summary>What bytes beyond ASCII say about being UTF-8.</summary>
/// <param name="Valid">Well-formed sequences of several bytes.</param>
/// <param name="Invalid">Ill-formed ones.</param>
/// <param name="Tail">Bytes at the end that begin a sequence which may go on.</param>
internal readonly record struct Utf8Evidence(int Valid, int Invalid, int Tail)
{
    /// <summary>Whether UTF-8 is likelier than a single-byte encoding, whose text hardly ever looks like UTF-8.</summary>
    public bool IsUtf8 => Valid >= Invalid;

    /// <summary>Whether there is no byte beyond ASCII, but for an unfinished sequence at the end.</summary>
    public bool IsNone => Valid == 0 && Invalid == 0;

    /// <summary>Looks at every byte.</summary>
    /// <param name="bytes">A part of a file that starts at a character.</param>
    public static Utf8Evidence In(ReadOnlySpan<byte> bytes)
    {
        int valid = 0, invalid = 0;
        for (int at; (at = bytes.IndexOfAnyInRange((byte)0x80, (byte)0xFF)) >= 0;)
        {
            bytes = bytes[at..];
            var status = Rune.DecodeFromUtf8(bytes, out _, out var consumed);
            if (status == OperationStatus.NeedMoreData) return new(valid, invalid, bytes.Length);
            if (status == OperationStatus.Done) valid++;
            else invalid++;
            bytes = bytes[consumed..];
        }

        return new(valid, invalid, 0);
    }
}
