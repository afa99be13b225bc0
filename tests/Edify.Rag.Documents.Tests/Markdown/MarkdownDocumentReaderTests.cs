using System.Text;
using Edify.Rag.Documents.Markdown;

namespace Edify.Rag.Documents.Tests.Markdown;

public class MarkdownDocumentReaderTests
{
    private static readonly MarkdownDocumentReader Reader = new();

    [Fact]
    public async Task Structure_is_kept_and_formatting_is_not()
    {
        var elements = await Reader.ReadAsync("""
            ---
            author: someone
            ---
            # Rules of *School*

            Be **kind** &amp; read [the `guide`](https://example.org "t") ![a map](map.png) ~~never~~.
            Second line.

            > Quoted text.

            1. one
               - inner

               more
            2. two

            | Name | Mark |
            |------|------|
            | Ann  | **1** |
            |      | 2 |

            ```cs
                var x = 1;
            ```

            <div><p>From <b>HTML</b></p></div>

            [ref]: https://example.org
            """);
        Assert.Equal(
            [
                (ElementKind.Heading, "Rules of School", 1),
                (ElementKind.Paragraph, "Be kind & read the guide a map never. Second line.", 0),
                (ElementKind.Paragraph, "Quoted text.", 0),
                (ElementKind.ListItem, "one", 1), (ElementKind.ListItem, "inner", 2), (ElementKind.Paragraph, "more", 0), (ElementKind.ListItem, "two", 1),
                (ElementKind.Table, "Name\tMark\nAnn\t1\n\t2", 0),
                (ElementKind.Code, "    var x = 1;", 0),
                (ElementKind.Paragraph, "From HTML", 0),
            ],
            elements.Select(e => (e.Kind, e.Text, e.Level)));
        Assert.All(elements.Skip(1), e => Assert.Equal(["Rules of School"], e.HeadingPath));
    }

    [Theory]
    [InlineData("> ")]
    [InlineData("- ")]
    [InlineData("[")]
    [InlineData("**a ")]
    public async Task Deep_nesting_is_read_somehow(string marker)
    {
        var elements = await Reader.ReadAsync(string.Concat(Enumerable.Repeat(marker, 5_000)) + "deep");
        Assert.Contains(elements, e => e.Text.EndsWith("deep", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_text_too_long_for_the_parser_is_read_without_markup()
    {
        const string Passage = "# not a heading\n\nBut a paragraph of *many* that follow each other.\n\n";
        var elements = await new MarkdownDocumentReader(mostCharacters: 100_000).ReadAsync(string.Concat(Enumerable.Repeat(Passage, 5_000)));
        Assert.Equal("# not a heading", elements[0].Text);
        Assert.Equal("But a paragraph of *many* that follow each other.", elements[^1].Text);
        Assert.Equal(10_000, elements.Count);
    }

    [Fact]
    public async Task A_parse_that_would_take_hours_ends_when_time_is_up()
    {
        var context = new DocumentContext { Name = "links.md", Limits = new DocumentLimits { MaxDuration = TimeSpan.FromMilliseconds(200) } };
        var links = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("[a](", 400_000)));
        var error = await Assert.ThrowsAsync<DocumentReadException>(() => new MarkdownDocumentReader().Bounded().ReadAsync(links, context));
        Assert.Equal(DocumentFault.OverLimit, error.Fault);
    }
}
