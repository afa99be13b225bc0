using System.Text;
using Edify.Rag.Documents.Markdown;

namespace Edify.Rag.Documents.Tests.Markdown;

public class FrontMatterTests
{
    [Fact]
    public async Task Title_author_and_language_are_told_and_the_rest_are_properties()
    {
        var (info, elements) = await ReadAsync("""
            ---
            # comment
            title: "Rules: of \"School\" \u00e4"   # comment
            authors: [Ann Example, "Bob, the other"]
            lang: en_GB
            grade: 7
            weight: 1.5
            draft: false
            date: 2026-05-12
            updated: 2026-05-12T10:11:00+02:00
            empty:
            nothing: ~
            tags:
              - maths
              - 'it''s'
            flat:
            - one
            contact:
              name: Ann # the teacher
              room:
                floor: 2
            note: |
              two
              lines
            folded: >-
              one
              line
            long: goes
              on here
            spread: [a,
              b
            ]
            url: https://example.org/#top
            ---
            Text.
            """);
        Assert.Equal(("Rules: of \"School\" ä", "Ann Example, Bob, the other", "en-GB"), (info!.Title, info.Author, info.Language));
        Assert.Equal(
            new Dictionary<string, FieldValue>
            {
                ["grade"] = 7L,
                ["weight"] = 1.5,
                ["draft"] = false,
                ["date"] = new DateTimeOffset(2026, 5, 12, 0, 0, 0, TimeSpan.Zero),
                ["updated"] = new DateTimeOffset(2026, 5, 12, 8, 11, 0, TimeSpan.Zero),
                ["tags"] = FieldValue.Many("maths", "it's"),
                ["flat"] = FieldValue.Many("one"),
                ["contact.name"] = "Ann",
                ["contact.room.floor"] = 2L,
                ["note"] = "two\nlines",
                ["folded"] = "one line",
                ["long"] = "goes on here",
                ["spread"] = FieldValue.Many("a", "b"),
                ["url"] = "https://example.org/#top",
            },
            info.Properties);
        Assert.Equal([(ElementKind.Heading, "Rules: of \"School\" ä", 1), (ElementKind.Paragraph, "Text.", 0)], elements.Select(e => (e.Kind, e.Text, e.Level)));
    }

    [Fact]
    public async Task Front_matter_in_TOML_is_read_too()
    {
        var (info, elements) = await ReadAsync("+++\r\ntitle = \"Rules\" # comment\r\ntags = [\"a\", 'b']\r\n\r\n[extra]\r\norder = 3\r\n+++\r\n# Rules of School\r\n");
        Assert.Equal("Rules", info!.Title);
        Assert.Equal(FieldValue.Many("a", "b"), info.Properties["tags"]);
        Assert.Equal(3L, info.Properties["extra.order"]);
        Assert.Equal("Rules of School", Assert.Single(elements).Text);
    }

    [Theory]
    [InlineData("---\nNo keys here\n---\nText", new[] { "No keys here", "Text" })]
    [InlineData("---\nkey: never ends\n\nText", new[] { "key: never ends", "Text" })]
    [InlineData("--- \n\nText\n", new[] { "Text" })]
    [InlineData("---\n---\nText", new[] { "Text" })]
    [InlineData("+++\nnot closed", new[] { "+++ not closed" })]
    public async Task Rules_at_the_start_are_not_front_matter(string markdown, string[] texts)
    {
        var (info, elements) = await ReadAsync(markdown);
        Assert.Null(info);
        Assert.Equal(texts, elements.Select(e => e.Text));
    }

    [Fact]
    public async Task Front_matter_beyond_measure_is_text()
    {
        var (info, elements) = await ReadAsync("---\n" + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"key{i}: value\n")) + "---\nText");
        Assert.Null(info);
        Assert.NotEmpty(elements);
    }

    [Theory]
    [InlineData("a\n\nb\n\nc", 4, 256, nameof(DocumentLimits.MaxObjects))]
    [InlineData("> > > > deep", 1_000, 2, nameof(DocumentLimits.MaxNesting))]
    public async Task A_text_of_too_many_parts_or_levels_is_refused(string markdown, int mostObjects, int mostNesting, string limit)
    {
        var context = new DocumentContext { Name = "a.md", Limits = new DocumentLimits { MaxObjects = mostObjects, MaxNesting = mostNesting } };
        var error = await Assert.ThrowsAsync<DocumentReadException>(() => new MarkdownDocumentReader().ReadAsync(Encoding.UTF8.GetBytes(markdown), context));
        Assert.Equal((DocumentFault.OverLimit, limit), (error.Fault, error.Limit));
    }

    private static async Task<(DocumentInfo? Info, List<DocumentElement> Elements)> ReadAsync(string markdown)
    {
        var info = new ReportedInfo();
        var elements = await new MarkdownDocumentReader().ReadAsync(Encoding.UTF8.GetBytes(markdown), new DocumentContext { Name = "a.md", Info = info });
        return (info.Values.SingleOrDefault(), elements);
    }
}
