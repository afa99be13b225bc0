using Edify.Rag.Shared;
using FsCheck;
using FsCheck.Fluent;

namespace Edify.Rag.Documents.Tests.Shared;

public class SentenceScannerTests
{
    [Theory]
    [InlineData("One. Two! Three? Four", "One. |Two! |Three? |Four")]
    [InlineData("Dr. Smith met Mr. Jones. They talked.", "Dr. Smith met Mr. Jones. |They talked.")]
    [InlineData("Pi is 3.14 or so. Done.", "Pi is 3.14 or so. |Done.")]
    [InlineData("Use tools, e.g. Excel. Then stop.", "Use tools, e.g. Excel. |Then stop.")]
    [InlineData("See No. 5 for more. No. It is gone.", "See No. 5 for more. |No. |It is gone.")]
    [InlineData("J. R. R. Tolkien wrote. We read.", "J. R. R. Tolkien wrote. |We read.")]
    [InlineData("He said \"Stop.\" Then he left.", "He said \"Stop.\" |Then he left.")]
    [InlineData("\"Why?\" he asked. Nobody knew.", "\"Why?\" he asked. |Nobody knew.")]
    [InlineData("Wait... what? Yes.", "Wait... what? |Yes.")]
    [InlineData("Row 1\nRow 2", "Row 1\n|Row 2")]
    [InlineData("これは文です。次の文。", "これは文です。|次の文。")]
    [InlineData("「はい。」と言った。", "「はい。」|と言った。")]
    [InlineData("यह एक वाक्य है। दूसरा।", "यह एक वाक्य है। |दूसरा।")]
    [InlineData("1. Introduction follows. Next.", "1. Introduction follows. |Next.")]
    [InlineData("Visit example.com today. Thanks.", "Visit example.com today. |Thanks.")]
    [InlineData("", "")]
    public void Sentences_end_where_a_reader_would_end_them(string text, string expected) => Assert.Equal(expected, string.Join('|', Split(text)));

    [Fact]
    public void Every_text_is_divided_without_gaps() =>
        Prop.ForAll<string>(text => string.Concat(Split(text ?? string.Empty)) == (text ?? string.Empty)).QuickCheckThrowOnFailure();

    private static List<string> Split(string text)
    {
        var sentences = new List<string>();
        for (int at = 0, next; at < text.Length; at = next)
        {
            next = SentenceScanner.NextBoundary(text, at);
            Assert.True(next > at, "The scanner must move on.");
            sentences.Add(text[at..next]);
        }

        return sentences;
    }
}
