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
        }).Check(Law.On(100));
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
        }).Check(Law.On(100));
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
        var parser = new ObjectParser("<< /A#20B (a (b) \\) \\101\\\nc) /C <4 1> /D [true null 1] >>"u8, PdfReading.Budget());
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
        var error = Assert.Throws<DocumentReadException>(() => new ObjectParser(bytes, PdfReading.Budget()).TryRead(out _));
        Assert.Equal(nameof(DocumentLimits.MaxNesting), error.Limit);
        var generous = PdfReading.Budget(new DocumentLimits { MaxNesting = int.MaxValue });
        Assert.Throws<PdfDamageException>(() => new ObjectParser(bytes, generous).TryRead(out _));
    }
}
