using System.Buffers.Binary;
using System.Text;

namespace Edify.Rag.Documents.Tests.Fuzz;

/// <summary>Damages files the way disks, networks and enemies do; the same seed gives the same damage.</summary>
internal static class Mutator
{
    private const int MostChanges = 12;
    private const int LongestPiece = 400;
    private const int DeepestNest = 20_000;

    private static readonly long[] Extremes = [0, 1, -1, 127, 255, 256, 32_767, 65_535, int.MaxValue, uint.MaxValue, long.MaxValue];

    // Words of the formats: where they stand decides what follows.
    private static readonly Dictionary<string, string[]> Tokens = new()
    {
        [".pdf"] = ["<<", ">>", "[", "]", "(", "obj", "endobj", "stream", "endstream", "xref", "trailer", "2 0 R", "-1", "99999999999", "/Kids", "/Length", "/Type", "/Parent", "/Filter [/FlateDecode /LZWDecode]", "/DecodeParms", "BT", "ET", "Do", "q ", "BI ", "beginbfrange", "/Prev 0", "startxref"],
        [".xml"] = ["<", ">", "/>", "<!--", "<![CDATA[", "&#0;", "&#x10FFFF;", "&x;", "<!DOCTYPE x [<!ENTITY x \"y\">]>", "<w:tbl>", "</w:tbl>", "<w:p>", "<a:p>", "<row>", "<c t=\"s\"><v>-1</v></c>", "xmlns=\"\"", "w:val=\"-1\"", "r:id=\"\"", "..\\../"],
        [".html"] = ["<div>", "</div>", "<table>", "<tr><td>", "<li>", "<ul>", "<!--", "<script>", "<svg>", "<math>", "<template>", "<plaintext>", "&#0;", "&nbsp", "<meta charset=utf-16>", "\0", "<br", "<a href='", "<select>"],
        [".md"] = ["> ", "- ", "1. ", "# ", "```\n", "| a |\n|---|\n", "[", "](", "![", "**", "_", "`", "<div>", "\n\n", "\t", "---\n", "[^1]", "&#0;", "\\"],
        [".eml"] = ["\r\n", "--x\r\n", "--x--\r\n", "Content-Type: multipart/mixed; boundary=x\r\n\r\n", "Content-Type: message/rfc822\r\n\r\n", "Content-Transfer-Encoding: base64\r\n", "=?utf-8?B?", "?=", "=\r\n", ";", "\""],
        [".csv"] = ["\"", ",", ";", "\t", "\n", "\r", "\"\"", "\0"],
    };

    /// <summary>A damaged copy of a file.</summary>
    public static byte[] Mutate(FuzzSeed seed, Random random) =>
        seed.IsPackage && random.Next(10) < 7 ? PackageMutator.Mutate(seed, random) : Mutate(seed.Bytes, seed.Extension, random);

    /// <summary>Damages bytes.</summary>
    public static byte[] Mutate(byte[] original, string extension, Random random)
    {
        var tokens = Tokens.GetValueOrDefault(extension) ?? Tokens[".xml"];
        var file = original.ToList();
        for (var changes = random.Next(1, MostChanges); changes > 0 && file.Count > 1; changes--) Change(file, tokens, random);
        return [.. file];
    }

    private static void Change(List<byte> file, string[] tokens, Random random)
    {
        var at = random.Next(file.Count);
        var piece = Math.Min(random.Next(1, LongestPiece), file.Count - at);
        switch (random.Next(9))
        {
            case 0: file[at] ^= (byte)(1 << random.Next(8)); break;
            case 1: file[at] = (byte)random.Next(256); break;
            case 2: file.RemoveRange(at, piece); break;
            case 3: file.InsertRange(random.Next(file.Count), file.GetRange(at, piece)); break;
            case 4: file.InsertRange(at, Encoding.UTF8.GetBytes(tokens[random.Next(tokens.Length)])); break;
            case 5: SetInteger(file, at, random); break;
            case 6: SetNumber(file, at, random); break;
            case 7 when random.Next(20) == 0: file.InsertRange(at, Nest(tokens[random.Next(tokens.Length)], random)); break;
            case 8 when random.Next(4) == 0: file.RemoveRange(at, file.Count - at); break;
            default: file.InsertRange(at, Encoding.UTF8.GetBytes(tokens[random.Next(tokens.Length)])); break;
        }
    }

    private static byte[] Nest(string token, Random random) => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(token, random.Next(2, DeepestNest))));

    // Lengths, offsets and counts of binary formats, in either byte order.
    private static void SetInteger(List<byte> file, int at, Random random)
    {
        Span<byte> bytes = stackalloc byte[8];
        var value = Extremes[random.Next(Extremes.Length)] + random.Next(-1, 2);
        if (random.Next(2) == 0) BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        else BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        var width = 1 << random.Next(1, 4);
        for (var i = 0; i < width && at + i < file.Count; i++) file[at + i] = bytes[i];
    }

    // Those of text formats: the next number in digits.
    private static void SetNumber(List<byte> file, int at, Random random)
    {
        while (at < file.Count && !char.IsAsciiDigit((char)file[at])) at++;
        var end = at;
        while (end < file.Count && char.IsAsciiDigit((char)file[end])) end++;
        file.RemoveRange(at, end - at);
        var value = random.Next(3) == 0 ? random.Next(20) : Extremes[random.Next(Extremes.Length)];
        file.InsertRange(at, Encoding.ASCII.GetBytes(value.ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }
}
