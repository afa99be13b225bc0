using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Edify.Rag.Documents.Text;

/// <summary>Recognises UTF-16 and UTF-32 without a byte-order mark, in any script.</summary>
/// <remarks>
/// Read the right way, nearly all units are letters, digits or signs, some of them white space; read the wrong way, or in a
/// file that is no text, many are controls, unassigned or halves of pairs.
/// </remarks>
internal static class UnmarkedUnicode
{
    private const int LeastUnits = 2;

    private static readonly Encoding[] Utf32 =
        [new UTF32Encoding(bigEndian: false, byteOrderMark: false), new UTF32Encoding(bigEndian: true, byteOrderMark: false)];

    private static readonly Encoding[] Utf16 =
        [new UnicodeEncoding(bigEndian: false, byteOrderMark: false), new UnicodeEncoding(bigEndian: true, byteOrderMark: false)];

    /// <summary>The encoding; <see langword="null"/> when the bytes are neither.</summary>
    /// <param name="head">First bytes of a file, among them a zero.</param>
    public static Encoding? Detect(ReadOnlySpan<byte> head)
    {
        foreach (var encoding in Utf32)
            if (IsUtf32(head, encoding == Utf32[1])) return encoding;

        var units = head[..(head.Length & ~1)];
        if (units.Length < 2 * LeastUnits) return null;
        var (little, big) = (Evidence(Utf16[0].GetString(units)), Evidence(Utf16[1].GetString(units)));
        if (little == 0 && big == 0) return null;
        return little >= big ? Utf16[0] : Utf16[1];
    }

    private static bool IsUtf32(ReadOnlySpan<byte> head, bool isBigEndian)
    {
        var units = head.Length / 4;
        for (var i = 0; i < units; i++)
        {
            var unit = head[(4 * i)..];
            var value = isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(unit) : BinaryPrimitives.ReadUInt32LittleEndian(unit);
            if (!Rune.IsValid(value) || value < '\t' || !IsOfText(Rune.GetUnicodeCategory(new Rune(value)), value)) return false;
        }

        return units >= LeastUnits;
    }

    // How many units are of ASCII or of the punctuation of East Asia; 0 when the text is none.
    private static int Evidence(string text)
    {
        var (doubtful, common, scripts) = (0, 0, new HashSet<int>());
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c < '\t') return 0;

            // The last unit may be half of a pair whose other half lies beyond the head.
            if (c == '\uFFFD' && i < text.Length - 1) return 0;
            if (char.IsSurrogate(c)) continue;
            if (!IsOfText(char.GetUnicodeCategory(c), c)) doubtful++;
            if (c < 0x80 || c is >= '\u3000' and <= '\u3011' or '\uFF0C' or '\uFF1A') common++;
            scripts.Add(c >> 8);
        }

        // Texts of one alphabet use few blocks; those of many characters are full of punctuation and digits.
        var isText = doubtful * 50 <= text.Length && common * 50 >= text.Length && (scripts.Count <= 8 || common * 12 >= text.Length);
        return isText ? common : 0;
    }

    private static bool IsOfText(UnicodeCategory category, uint value) => category switch
    {
        UnicodeCategory.Control => value is '\t' or '\n' or '\r' or '\f' or '\v',
        UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate => false,
        _ => true,
    };
}
