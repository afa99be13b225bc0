using Edify.Rag.Documents.Markdown;

namespace Edify.Rag.Documents.Tests.Markdown;

public class CommonMarkSpecTests
{
    [Fact]
    public async Task Headings_lists_code_and_quotes_of_every_example_of_the_specification_are_found()
    {
        var examples = CommonMarkExample.Load(ConformanceData.Folder("commonmark"));
        var failures = new List<string>();
        foreach (var example in examples)
        {
            // What front matter is, the specification does not say.
            if (example.Markdown.StartsWith("---\n", StringComparison.Ordinal)) continue;
            if (!example.Agrees(await new MarkdownDocumentReader().ReadAsync(example.Markdown))) failures.Add($"{example.Number} {example.Section}");
        }

        Assert.Empty(failures);
        Assert.True(examples.Count > 600, "The examples are found.");
    }

    [Theory]
    [InlineData("<h2>a</h2><p>b</p>", "heading 2: a", "text: b")]
    [InlineData("<ul><li>a<ul><li><p>b</p><p>c</p></li></ul></li></ul>", "item 1: a", "item 2: b", "text: c")]
    [InlineData("<ol><li><pre><code>x = 1\n</code></pre></li><li></li></ol>", "code: x1")]
    [InlineData("<blockquote><p>a <em>b</em><br>c</p></blockquote>", "text: abc")]
    public void The_structure_of_HTML_is_told_in_lines(string html, params string[] lines) => Assert.Equal(lines, CommonMarkStructure.OfHtml(html));
}
