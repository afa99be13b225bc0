using System.Buffers;
using System.Text;
using Edify.Rag.Documents.Text.Legacy;

namespace Edify.Rag.Documents.Text;

/// <summary>Recognises the encoding of text without markup.</summary>
/// <remarks>Byte-order mark, then zeros as UTF-16 and UTF-32 have them, then valid UTF-8, then what the letters say.</remarks>
internal static class EncodingDetector
{
    private static readonly SearchValues<byte> ControlBytes = SearchValues.Create(
        [.. Enumerable.Range(0, 32).Where(b => b is not ('\t' or '\n' or '\v' or '\f' or '\r' or 0x1A or 0x1B)).Select(b => (byte)b)]);

    /// <summary>What Windows calls "ANSI" in western Europe; a superset of printable Latin-1.</summary>
    public static Encoding Windows1252 { get; } = CodePages.Get(1252);

    private static readonly Encoding[] Marked =
    [
        // UTF-32 before UTF-16: the little-endian marks start alike.
        new UTF32Encoding(bigEndian: false, byteOrderMark: true),
        new UTF32Encoding(bigEndian: true, byteOrderMark: true),
        new UnicodeEncoding(bigEndian: false, byteOrderMark: true),
        new UnicodeEncoding(bigEndian: true, byteOrderMark: true),
        new UTF8Encoding(encoderShouldEmitUTF8Identifier: true),
    ];

    /// <summary>The encoding named by a byte-order mark; its preamble is that mark.</summary>
    /// <param name="head">First bytes of the file.</param>
    public static Encoding? DetectMark(ReadOnlySpan<byte> head)
    {
        foreach (var encoding in Marked)
            if (head.StartsWith(encoding.Preamble)) return encoding;
        return null;
    }

    /// <summary>The encoding of a text; <see langword="null"/> when the bytes are not text.</summary>
    /// <param name="head">First bytes of the file; they may end within a character.</param>
    /// <param name="isMarkupEnough">Whether only ASCII has to be right; then letters are not judged, which takes time.</param>
    public static Encoding? Detect(ReadOnlySpan<byte> head, bool isMarkupEnough = false)
    {
        if (DetectMark(head) is { } marked) return marked;
        if (head.Contains((byte)0)) return UnmarkedUnicode.Detect(head);
        if (CountControls(head) * 20 > head.Length) return null;
        if (Utf8Evidence.In(head).IsUtf8) return Encoding.UTF8;
        return isMarkupEnough ? Windows1252 : LegacyEncodings.Guess(head);
    }

    private static int CountControls(ReadOnlySpan<byte> bytes)
    {
        var count = 0;
        for (int at; (at = bytes.IndexOfAny(ControlBytes)) >= 0; bytes = bytes[(at + 1)..]) count++;
        return count;
    }
}
