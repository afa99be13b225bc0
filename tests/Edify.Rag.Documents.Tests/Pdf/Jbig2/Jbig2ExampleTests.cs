using Edify.Rag.Documents.Pdf.Images.Jbig2;

namespace Edify.Rag.Documents.Tests.Pdf.Jbig2;

/// <summary>The example of the specification (T.88, annex H): three pages, of which the second is the first coded another way.</summary>
public class Jbig2ExampleTests
{
    private const string Example =
        "974A42320D0A1A0A0100000003000000000001000000001800010000000100000001E9CBF40026AF04BFF0782FE0004000000001300001000000130000004000"
        + "0000380000000000000000010000000000020001010000001C00010000000200000002E5CDF80079E0841081F08210861079F000800000000307420002010000"
        + "003100000025000000080000000400000001000C0900100000000501100000000000000000000000000000000C4007087041D0000000042700010000002C0000"
        + "00360000002C000000040000000B000126A071CEA7FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF8F0000000051001010000002D0104040000000F20D18461"
        + "1845F2F97C8F11C39E45F2F97D42850AAA84622FEEEC446222352A0A83B9DCEE77800000000617200501000000570000002000000024000000100000000F0001"
        + "0000000800000009000000000000000004000000AAAAAAAA8008008036D5556B5AD40040042EE952D2D2D28AA54A00200223E09524B4928A4A925492D24A292A"
        + "49400400400000000731000100000000000000083000020000001300000040000000380000000000000000010000000000090001020000001B080002FF000000"
        + "02000000024FE78C200E1DC7CF0111C4B26FFFAC0000000A07400009020000001F00000025000000080000000400000001000C08000000058D6E5A124085FFAC"
        + "0000000B27000200000023000000360000002C000000040000000B000803FFFDFF02FEFEFE04EEED87FBCB2BFFAC0000000C1001020000001C0604040000000F"
        + "90716B6D99A7AA497DF2E5481FDC68BC6E40BBFFAC0000000D17200C020000003E0000002000000024000000100000000F000200000008000000090000000000"
        + "0000000400000087CB821E66A414EB3C4A15FACCD6F3B16F4CEDBFA7BFFFAC0000000E310002000000000000000F300003000000130000002500000008000000"
        + "00000000000100000000001000010000000016080002FF00000001000000014FE78D681B142F3FFFAC000000110021100300000020080202FFFFFFFFFF000000"
        + "03000000024FE9D7D590C3B526A7FB6D14983FFFAC00000012072011030000002500000025000000080000000000000000008C1200000004A95C8BF4C37D966A"
        + "28E5768FFFAC00000013310003000000000000001433000000000000";

    private static readonly byte[] Bytes = Convert.FromHexString(Example);

    /// <summary>The pages with what they take from others.</summary>
    public static byte[][] Pages => [Bytes[13..400], [.. Bytes[13..48], .. Bytes[400..682]], Bytes[682..]];

    // The first page poppler itself reads in part only: it stumbles over the text of Huffman codes.
    [Theory]
    [InlineData(1, 64, 56)]
    [InlineData(2, 37, 8)]
    public void Pages_are_as_poppler_sees_them(int page, int width, int height)
    {
        using var directory = new TemporaryDirectory();
        File.WriteAllBytes(directory["page.pdf"], ScannedPage.Pdf($"/Width {width} /Height {height} /BitsPerComponent 1 /ColorSpace /DeviceGray /Filter /JBIG2Decode", Pages[page]).Build());
        Poppler.ExtractImages(directory["page.pdf"], directory.Path);
        Assert.Equal(Poppler.ReadBitmap(directory["image-000.pbm"]).Rows, Picture.OfBits(Jbig2Decoder.Decode(Pages[page], null, width, height, PdfReading.Budget()), width, height, ink: 0).Rows);
    }

    [Fact]
    public void Fax_and_Huffman_codes_give_what_the_arithmetic_coder_gives()
    {
        var (first, second) = (Page(13, 400, 64, 56), Page(400, 682, 64, 56));
        Assert.Equal(first, second);
        Assert.Equal(new string('#', 54), first[11][4..58]);
        Assert.Equal("##" + new string('.', 50) + "##", first[13][4..58]);
        Assert.Equal(new string('#', 54), first[54][4..58]);
        Assert.Equal(Word, first[1..9].Select(row => row[4..41]));
    }

    [Fact]
    public void Symbols_put_together_of_others_and_corrected_give_the_same_words()
    {
        Assert.Equal(Word, Page(682, Bytes.Length, 37, 8));
    }

    private static string[] Page(int start, int end, int width, int height) =>
        Picture.OfBits(Jbig2Decoder.Decode(Bytes[start..end], Bytes[13..48], width, height, PdfReading.Budget()), width, height, ink: 0).Rows;

    private static readonly string[] Word =
    [
        ".####....####...####....####....####.",
        "#....#.......#..#...#.......#..#....#",
        "#........#####..#...#...#####..#.....",
        "#.......#....#..#...#..#....#..#.....",
        "#....#..#....#..####...#....#..#....#",
        ".####....#####..#.......#####...####.",
        "................#....................",
        "................#....................",
    ];
}
