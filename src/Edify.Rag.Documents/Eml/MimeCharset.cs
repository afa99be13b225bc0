using System.Text;
using System.Text.Unicode;
using Edify.Rag.Documents.Text;

namespace Edify.Rag.Documents.Eml;

/// <summary>Decodes text whose charset a message names.</summary>
internal static class MimeCharset
{
    /// <summary>The text.</summary>
    /// <param name="bytes">Its bytes.</param>
    /// <param name="label">The charset; without a known one the bytes are judged.</param>
    public static string Decode(ReadOnlySpan<byte> bytes, string? label) => Find(bytes, label?.Trim().ToUpperInvariant() ?? string.Empty).GetString(bytes);

    private static Encoding Find(ReadOnlySpan<byte> bytes, string label) => label switch
    {
        // Programs that say ASCII or nothing mean it more often than they keep to it.
        "" or "US-ASCII" or "ASCII" or "DEFAULT" or "X-UNKNOWN" or "UNKNOWN-8BIT" or "UTF-8" or "UTF8" =>
            Utf8.IsValid(bytes) ? Encoding.UTF8 : EncodingDetector.Detect(bytes) ?? Encoding.UTF8,
        "UTF-16" or "UTF-16BE" => Encoding.BigEndianUnicode,
        "UTF-16LE" => Encoding.Unicode,
        "UTF-32" or "UTF-32LE" => Encoding.UTF32,

        // What the first standard of a name lacks, its successors have at the same places.
        "ISO-8859-1" or "LATIN1" => EncodingDetector.Windows1252,
        "GB2312" or "GBK" or "GB_2312-80" => CodePages.Get(54936),
        "KS_C_5601-1987" or "KS_C_5601" or "EUC-KR" => CodePages.Get(949),
        "SHIFT_JIS" or "SHIFT-JIS" or "X-SJIS" or "CP932" => CodePages.Get(932),
        _ => CodePages.Find(label) ?? EncodingDetector.Detect(bytes) ?? Encoding.UTF8,
    };
}
