using System.IO.Compression;
using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Edify.Rag.Benchmarks.Measuring;
using Edify.Rag.Benchmarks.Pipelines;

namespace Edify.Rag.Benchmarks.Scenarios.Documents;

/// <summary>How the main content of web pages agrees with what people marked as such.</summary>
internal static class HtmlArticles
{
    private const double LeastF1 = 0.93;
    private const string Packed = ".html.gz";

    public static async Task<Figure> RunAsync(string folder)
    {
        var (ours, all) = (new ArticleOverlap(), new ArticleOverlap());
        await using var reading = new Reading();
        using var truth = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(folder, "ground-truth.json")));
        foreach (var file in Directory.EnumerateFiles(Path.Combine(folder, "html"), "*" + Packed).Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(file)[..^Packed.Length];
            var article = truth.RootElement.GetProperty(name).GetProperty("articleBody").GetString()!;
            var page = await UnpackAsync(file);
            ours.Add(await reading.ReadTextAsync(name + ".html", page), article);
            all.Add(BodyText(page), article);
        }

        return new(
            FormattableString.Invariant($"HTML: F1 of the article on {ours.Pages} pages (precision {ours.Precision:F3}, recall {ours.Recall:F3})"), "", new(ours.F1), new("at least 0.93", f => f.Value.Median >= LeastF1))
        {
            BaselineName = "all text of the body",
            Baseline = new(all.F1),
        };
    }

    private static async Task<byte[]> UnpackAsync(string file)
    {
        await using var packed = new GZipStream(File.OpenRead(file), CompressionMode.Decompress);
        using var page = new MemoryStream();
        await packed.CopyToAsync(page);
        return page.ToArray();
    }

    private static string BodyText(byte[] page)
    {
        using var document = new HtmlParser().ParseDocument(new MemoryStream(page));
        foreach (var element in document.QuerySelectorAll("script, style, noscript, template").ToList()) element.Remove();
        return document.Body is { } body ? string.Join(' ', body.Descendants<IText>().Select(t => t.Text)) : string.Empty;
    }
}
