namespace Edify.Rag.Documents.Pdf.Syntax;

/// <summary>The character classes of the syntax (ISO 32000-2, 7.2.3).</summary>
internal static class PdfCharacters
{
    public static bool IsWhiteSpace(byte b) => b is 32 or 10 or 13 or 9 or 12 or 0;

    public static bool IsDelimiter(byte b) =>
        b is (byte)'(' or (byte)')' or (byte)'<' or (byte)'>' or (byte)'[' or (byte)']' or (byte)'{' or (byte)'}' or (byte)'/' or (byte)'%';

    public static bool IsRegular(byte b) => !IsWhiteSpace(b) && !IsDelimiter(b);

    public static bool IsDigit(byte b) => b is >= (byte)'0' and <= (byte)'9';

    /// <summary>Value of a hexadecimal digit; -1 for any other byte.</summary>
    public static int HexValue(byte b) => b switch
    {
        >= (byte)'0' and <= (byte)'9' => b - '0',
        >= (byte)'a' and <= (byte)'f' => b - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => b - 'A' + 10,
        _ => -1,
    };
}
