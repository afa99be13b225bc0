using System.Globalization;
using System.Text.Json;
using AngleSharp.Html.Parser;
using Edify.Rag.Documents.Markdown;

namespace Edify.Rag.Documents.Tests.Markdown;

public class CommonMarkSpecTests
{
    // HTML elements that begin in one block and end in another, and what HTML makes of XML's CDATA.
    private static readonly int[] RawHtmlAlone = [148, 192, 631];

    [Fact]
    public async Task Headings_lists_code_and_quotes_of_every_example_of_the_specification_are_found_in_order()
    {
        var file = Path.Combine(ConformanceData.Folder("commonmark"), "spec.derived.json");
        using var examples = JsonDocument.Parse(await File.ReadAllTextAsync(file));
        var failures = new List<string>();
        var count = 0;
        foreach (var example in examples.RootElement.EnumerateArray())
        {
            count++;
            var expected = RenderedPieces.Of(new HtmlParser().ParseDocument(example.GetProperty("html").GetString()!).Body!);
            var elements = await new MarkdownDocumentReader().ReadAsync(example.GetProperty("markdown").GetString()!);
            var found = elements.Select(e => new RenderedPiece(e.Kind, e.Level, RenderedPieces.Normalize(e.Text))).ToList();
            if (!expected.SequenceEqual(found) && !RawHtmlAlone.Contains(example.GetProperty("example").GetInt32()))
                failures.Add(string.Create(CultureInfo.InvariantCulture, $"{example.GetProperty("example")}: {string.Join(" | ", expected)} but {string.Join(" | ", found)}"));
        }

        Assert.True(failures.Count == 0, string.Join('\n', failures));
        Assert.Equal(655, count);
    }
}
