using System.Text;
using Edify.Rag.Documents.Pdf.Filters;
using Edify.Rag.Documents.Pdf.Syntax;

namespace Edify.Rag.Documents.Tests.Pdf;

public class PdfFilterTests
{
    [Theory]
    [InlineData("/ASCIIHexDecode", "48 65 6C6C 6F>", "Hello")]
    [InlineData("/ASCII85Decode", "<~87cURD]i,\"Ebo80~>", "Hello World!")]
    [InlineData("[/AHx /A85]", "38 37 63 55 52 44 5D 69 2C 22 45 62 6F 38 30 7E 3E >", "Hello World!")]
    [InlineData("/RunLengthDecode", "\u0001ab\u00FEc\u0080", "abccc")]
    [InlineData("/DCTDecode", "anything", "")]
    public void Filters_are_undone(string filter, string data, string expected) => Assert.Equal(expected, Decode($"<< /Filter {filter} >>", Encoding.Latin1.GetBytes(data)));

    // The example of ISO 32000-1, 7.4.4.2.
    [Fact]
    public void Lzw_is_undone() => Assert.Equal("-----A---B", Decode("<< /Filter /LZWDecode >>", [0x80, 0x0B, 0x60, 0x50, 0x22, 0x0C, 0x0C, 0x85, 0x01]));

    [Fact]
    public void Truncated_deflate_gives_what_came_before()
    {
        var text = string.Concat(Enumerable.Range(0, 5000).Select(i => $"{i} "));
        var packed = MiniPdf.Deflate(text);
        var decoded = Decode("<< /Filter /FlateDecode >>", packed[..(packed.Length / 2)]);
        Assert.True(decoded.Length > 1000);
        Assert.StartsWith(decoded, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "\u0001\u0001\u0001\u0001\u0001\u0001", "\u0001\u0002\u0001\u0002")]
    [InlineData(2, "\u0002\u0001\u0002\u0002\u0001\u0001", "\u0001\u0002\u0002\u0003")]
    [InlineData(3, "\u0003\u0002\u0001\u0003\u0002\u0001", "\u0002\u0002\u0003\u0003")]
    [InlineData(4, "\u0004\u0001\u0001\u0004\u0001\u0001", "\u0001\u0002\u0002\u0003")]
    public void Png_predictors_are_undone(int row, string data, string expected)
    {
        Assert.Equal(row, data[0]);
        var decoded = Decode("<< /Filter /ASCIIHexDecode /DecodeParms << /Predictor 15 /Columns 2 >> >>", Encoding.ASCII.GetBytes(Convert.ToHexString(Encoding.Latin1.GetBytes(data))));
        Assert.Equal(expected, decoded);
    }

    [Fact]
    public void The_tiff_predictor_is_undone() =>
        Assert.Equal("abcade", Decode("<< /Filter /ASCIIHexDecode /DecodeParms << /Predictor 2 /Columns 3 >> >>", "610101610301"u8.ToArray()));

    [Fact]
    public void Lzw_that_lengthens_its_codes_late_is_undone()
    {
        var text = string.Concat(Enumerable.Range(0, 3000).Select(i => (char)('a' + (i * i % 26))));
        foreach (var early in new[] { 0, 1 }) Assert.Equal(text, Decode($"<< /Filter /LZWDecode /DecodeParms << /EarlyChange {early} >> >>", Lzw(text, early)));
    }

    // A plain encoder, after the specification of TIFF.
    private static byte[] Lzw(string text, int early)
    {
        var (table, bits, output) = (new Dictionary<string, int>(), new StringBuilder(), new List<byte>());
        var (width, next, word) = (9, 258, "");
        void Put(int code) => bits.Append(Convert.ToString(code, 2).PadLeft(width, '0'));
        int Code(string s) => s.Length == 1 ? s[0] : table[s];
        Put(256);
        foreach (var c in text)
        {
            if (word.Length == 0 || table.ContainsKey(word + c))
            {
                word += c;
                continue;
            }

            Put(Code(word));
            table[word + c] = next++;
            width = next + early - 1 >= 2048 ? 12 : next + early - 1 >= 1024 ? 11 : next + early - 1 >= 512 ? 10 : 9;
            word = c.ToString();
        }

        Put(Code(word));
        for (var i = 0; i < bits.Length; i += 8) output.Add(Convert.ToByte(bits.ToString(i, Math.Min(8, bits.Length - i)).PadRight(8, '0'), 2));
        return [.. output];
    }

    private static string Decode(string dictionary, byte[] data)
    {
        var parser = new ObjectParser(Encoding.Latin1.GetBytes(dictionary), PdfReading.Budget());
        parser.TryRead(out var value);
        return Encoding.Latin1.GetString(new StreamDecoder(PdfReading.Budget()).Decode(data, (PdfDictionary)value!));
    }
}
