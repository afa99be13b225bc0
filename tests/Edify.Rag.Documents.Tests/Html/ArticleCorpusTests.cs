using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Edify.Rag.Documents.Html;

namespace Edify.Rag.Documents.Tests.Html;

public class ArticleCorpusTests
{
    // The benchmark compares bodies: the title of an article is no part of them.
    [Fact]
    public async Task Articles_of_the_benchmark_are_found()
    {
        var overlap = await MeasureAsync(e => e);
        Assert.True(overlap.F1 >= 0.945, $"F1 is {overlap.F1:0.0000}.");
    }

    // Its bodies hold no captions either; the reader yields them as elements of their own kind.
    [Fact]
    public async Task Articles_of_the_benchmark_are_found_even_better_without_captions()
    {
        var overlap = await MeasureAsync(e => e.Where(element => element.Kind != ElementKind.Caption));
        Assert.True(overlap.F1 >= 0.96, $"F1 is {overlap.F1:0.0000}.");
    }

    [Fact]
    public async Task Everything_that_can_be_seen_is_read_when_more_than_the_main_content_is_wanted()
    {
        var overlap = new ArticleOverlap();
        foreach (var (page, body) in Pages().Take(20))
            overlap.Add(TextOf(await new HtmlDocumentReader(mainContentOnly: false).ReadAsync(page)), body);

        Assert.True(overlap.Recall > 0.98, $"Recall is {overlap.Recall:0.0000}.");
    }

    private static async Task<ArticleOverlap> MeasureAsync(Func<IEnumerable<DocumentElement>, IEnumerable<DocumentElement>> select)
    {
        var overlap = new ArticleOverlap();
        foreach (var (page, body) in Pages())
        {
            var elements = await new HtmlDocumentReader().ReadAsync(page);
            var title = elements.Find(e => e is { Kind: ElementKind.Heading, Level: 1 });
            overlap.Add(TextOf(select(elements.Where(e => e != title))), body);
        }

        Assert.Equal(86, overlap.Pages);
        return overlap;
    }

    private static string TextOf(IEnumerable<DocumentElement> elements) => string.Join('\n', elements.Select(e => e.Text));

    private static IEnumerable<(byte[] Page, string Body)> Pages()
    {
        var folder = ConformanceData.Folder("html-articles");
        using var truth = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "ground-truth.json"), Encoding.UTF8));
        foreach (var article in truth.RootElement.EnumerateObject())
        {
            using var file = new GZipStream(File.OpenRead(Path.Combine(folder, "html", article.Name + ".html.gz")), CompressionMode.Decompress);
            using var page = new MemoryStream();
            file.CopyTo(page);
            yield return (page.ToArray(), article.Value.GetProperty("articleBody").GetString()!);
        }
    }
}
