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
    [InlineData(4, "\u0004\u0001\u0001\u0004\u0001\u0001", "\u0001\u0002\u0002\u0003")]
    public void Png_predictors_are_undone(int row, string data, string expected)
    {
        Assert.Equal(row, data[0]);
        var decoded = Decode("<< /Filter /ASCIIHexDecode /DecodeParms << /Predictor 15 /Columns 2 >> >>", Encoding.ASCII.GetBytes(Convert.ToHexString(Encoding.Latin1.GetBytes(data))));
        Assert.Equal(expected, decoded);
    }

    private static string Decode(string dictionary, byte[] data)
    {
        var parser = new ObjectParser(Encoding.Latin1.GetBytes(dictionary), PdfReading.Budget());
        parser.TryRead(out var value);
        return Encoding.Latin1.GetString(new StreamDecoder(PdfReading.Budget()).Decode(data, (PdfDictionary)value!));
    }
}
