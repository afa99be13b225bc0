using System.Text.Json;
using System.Text.RegularExpressions;
using Edify.Rag.Documents.Markdown;

namespace Edify.Rag.Documents.Tests.Markdown;

public partial class CommonMarkSpecTests
{
    [Fact]
    public async Task Headings_and_code_of_every_example_of_the_specification_are_found()
    {
        var file = Path.Combine(ConformanceData.Folder("commonmark"), "spec.derived.json");
        using var examples = JsonDocument.Parse(await File.ReadAllTextAsync(file));
        var failures = new List<string>();
        var count = 0;
        foreach (var example in examples.RootElement.EnumerateArray())
        {
            var markdown = example.GetProperty("markdown").GetString()!;
            var html = example.GetProperty("html").GetString()!;
            if (markdown.StartsWith("---\n", StringComparison.Ordinal) || RawHtml().IsMatch(markdown)) continue;

            count++;
            var elements = await new MarkdownDocumentReader().ReadAsync(markdown);
            var headings = Heading().Matches(html).Select(m => m.Groups[1].Value).ToList();
            var found = elements.Where(e => e.Kind == ElementKind.Heading).Select(e => e.Level.ToString(System.Globalization.CultureInfo.InvariantCulture)).ToList();
            var code = Code().Count(html);
            if (!headings.SequenceEqual(found) || code != elements.Count(e => e.Kind == ElementKind.Code)) failures.Add(example.GetProperty("example").ToString());
        }

        Assert.Empty(failures);
        Assert.True(count > 400, "Most of the examples are checked.");
    }

    // Only those with text: an element without any does not exist.
    [GeneratedRegex("<h([1-6])>(?!\\s*</h)")]
    private static partial Regex Heading();

    [GeneratedRegex("<pre><code[^>]*>(?!\\s*</code>)")]
    private static partial Regex Code();

    [GeneratedRegex("^ {0,3}</?[a-zA-Z!?]", RegexOptions.Multiline)]
    private static partial Regex RawHtml();
}
