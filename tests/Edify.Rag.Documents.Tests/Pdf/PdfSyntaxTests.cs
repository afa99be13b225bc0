using System.Text;
using Edify.Rag.Documents.Pdf.Syntax;
using FsCheck;
using FsCheck.Fluent;

namespace Edify.Rag.Documents.Tests.Pdf;

public class PdfSyntaxTests
{
    [Fact]
    public void Any_bytes_are_cut_into_tokens_that_move_on()
    {
        Prop.ForAll<byte[]>(bytes =>
        {
            var lexer = new PdfLexer(bytes);
            var last = -1;
            while (lexer.Read() != TokenKind.End)
            {
                if (lexer.Position <= last || lexer.Start > lexer.End || lexer.End > bytes.Length) return false;
                last = lexer.Position;
            }

            return true;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Strings_come_back_as_they_were_escaped()
    {
        Prop.ForAll<byte[]>(bytes =>
        {
            var written = $"({string.Concat(bytes.Select(b => $"\\{Convert.ToString(b, 8).PadLeft(3, '0')}"))})";
            var lexer = new PdfLexer(Encoding.ASCII.GetBytes(written));
            lexer.Read();
            return PdfText.StringBytes(lexer).AsSpan().SequenceEqual(bytes);
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("12", 12)]
    [InlineData("-0.5", -0.5)]
    [InlineData("+.25", 0.25)]
    [InlineData("4.", 4)]
    [InlineData("--7", -7)]
    [InlineData("1.2.3", 1.2)]
    [InlineData("6-3", 6)]
    public void Numbers_are_read_as_viewers_read_them(string written, double value)
    {
        var lexer = new PdfLexer(Encoding.ASCII.GetBytes(written));
        Assert.Equal(TokenKind.Number, lexer.Read());
        Assert.Equal(value, lexer.Number);
        Assert.Equal(TokenKind.End, lexer.Read());
    }

    [Fact]
    public void Nested_parentheses_escapes_and_names_are_understood()
    {
        var parser = new ObjectParser("<< /A#20B (a (b) \\) \\101\\\nc) /C <4 1> /D [true null 1] >>"u8);
        Assert.True(parser.TryRead(out var value));
        var dictionary = Assert.IsType<PdfDictionary>(value);
        Assert.Equal("a (b) ) Ac", PdfText.Decode(dictionary.Bytes("A B")));
        Assert.Equal("A", PdfText.Decode(dictionary.Bytes("C")));
        Assert.Equal(3, dictionary.Array("D")!.Count);
    }

    [Fact]
    public void Nesting_without_end_is_refused_instead_of_exhausting_the_stack()
    {
        var bytes = Encoding.ASCII.GetBytes(new string('[', 1_000_000));
        Assert.Throws<PdfDamageException>(() => new ObjectParser(bytes).TryRead(out _));
    }

    [Fact]
    public async Task A_large_file_is_read_in_blocks_with_the_same_result()
    {
        var random = new Random(7);
        var bytes = new byte[33 << 20];
        random.NextBytes(bytes);
        var source = await ByteSource.OpenAsync(new MemoryStream(bytes), default);
        Assert.Equal(bytes.Length, source.Length);
        for (var i = 0; i < 200; i++)
        {
            var (offset, count) = (random.Next(bytes.Length), random.Next(1, 400_000));
            Assert.True(source.Slice(offset, count).SequenceEqual(bytes.AsSpan(offset, Math.Min(count, bytes.Length - offset))));
        }

        Assert.Equal(20_000_000, source.IndexOf(bytes.AsSpan(20_000_000, 24), 0));
        Assert.True(source.Slice(bytes.Length, 1).IsEmpty);
    }
}
