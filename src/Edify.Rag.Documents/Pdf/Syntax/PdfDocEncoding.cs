namespace Edify.Rag.Documents.Pdf.Syntax;

/// <summary>PDFDocEncoding (ISO 32000-2, annex D.2): Latin-1 but for accents, typographic signs and the euro.</summary>
internal static class PdfDocEncoding
{
    private const string Accents = "\u02D8\u02C7\u02C6\u02D9\u02DD\u02DB\u02DA\u02DC";

    private const string Signs =
        "\u2022\u2020\u2021\u2026\u2014\u2013\u0192\u2044\u2039\u203A\u2212\u2030\u201E\u201C\u201D\u2018\u2019\u201A\u2122\uFB01\uFB02\u0141\u0152\u0160\u0178\u017D\u0131\u0142\u0153\u0161\u017E";

    public static string GetString(ReadOnlySpan<byte> bytes) => string.Create(bytes.Length, bytes, static (text, source) =>
    {
        for (var i = 0; i < source.Length; i++) text[i] = Decode(source[i]);
    });

    private static char Decode(byte code) => code switch
    {
        >= 0x18 and <= 0x1F => Accents[code - 0x18],
        >= 0x80 and <= 0x9E => Signs[code - 0x80],
        0x9F => '\uFFFD',
        0xA0 => '\u20AC',
        _ => (char)code,
    };
}
