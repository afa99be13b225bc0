using System.Text;
using Edify.Rag.Documents.Html;

namespace Edify.Rag.Documents.Tests.Html;

public class EmbeddedPicturesTests
{
    private static readonly HtmlDocumentReader Reader = new();

    [Fact]
    public async Task A_page_reads_the_same_with_its_pictures_and_without_their_bytes()
    {
        var random = new Random(11);
        var sizes = Enumerable.Range(0, 40).Select(i => i % 3 == 0 ? random.Next(10, 900) : random.Next(1_000, 200_000)).ToArray();
        var full = Page(size => $"data:image/png;base64,{Digits(random, size)}");
        Assert.True(full.Length > 20 * 64 * 1024, "Pictures lie across blocks.");
        Assert.Equal(await TextsAsync(Page(_ => "picture.png")), await TextsAsync(full));

        string Page(Func<int, string> address) =>
            $"<!DOCTYPE html><html><title>Saved</title><body><article><h1>Saved</h1>{string.Concat(sizes.Select((size, i) => $"<p>Paragraph {i} tells what is to be seen, as it should. <img alt=\"Picture {i}\" src=\"{address(size)}\"> And goes on behind it.</p>"))}</article>";
    }

    [Theory]
    [InlineData("<p>Write src=\"data:image/png;base64,{0}\" to embed it.</p>")]
    [InlineData("<p>1 < 2 and src=\"data:image/png;base64,{0}\" is text.</p>")]
    [InlineData("<p>The mark is &lt;img src=\"data:image/png;base64,{0}\"&gt; as all know.</p>")]
    [InlineData("<p><img src=\"x\">data:image/png;base64,{0}</p>")]
    public void What_only_looks_like_a_picture_stays(string markup)
    {
        var page = markup.Replace("{0}", Digits(new Random(3), 5_000), StringComparison.Ordinal);
        Assert.Equal(page, Collect(page, 64 * 1024));
    }

    [Theory]
    [InlineData(100_000)]
    [InlineData(1_000)]
    [InlineData(97)]
    public void Of_a_picture_little_is_kept_and_all_around_it(int blockLength)
    {
        var random = new Random(5);
        var page = string.Concat(Enumerable.Range(0, 20).Select(i => $"<p>before {i}<IMG alt=\"a\" SRC=\"data:image/jpeg;base64,{Digits(random, 60_000)}\">after {i}</p>"));
        var collected = Collect(page, blockLength);
        var left = collected;
        for (var i = 0; i < 20; i++)
        {
            foreach (var expected in new[] { $"<p>before {i}<IMG alt=\"a\" SRC=\"data:image/jpeg;base64,", $"\">after {i}</p>" })
            {
                var at = left.IndexOf(expected, StringComparison.Ordinal);
                Assert.True(at >= 0, $"'{expected}' is missing.");
                left = left[(at + expected.Length)..];
            }
        }

        if (blockLength > 1_000) Assert.True(collected.Length < page.Length / 10, $"{collected.Length} of {page.Length} characters were kept.");
    }

    private static string Collect(string page, int blockLength)
    {
        var pictures = new EmbeddedPictures();
        for (var at = 0; at < page.Length; at += blockLength) pictures.Append(page.AsSpan(at, Math.Min(blockLength, page.Length - at)));
        Assert.Equal(page.Length, pictures.Length);
        return pictures.ToString();
    }

    private static string Digits(Random random, int length)
    {
        var bytes = new byte[length * 3 / 4];
        random.NextBytes(bytes);
        return Convert.ToBase64String(bytes);
    }

    private static async Task<List<(ElementKind, string, long)>> TextsAsync(string page)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(page));
        var texts = new List<(ElementKind, string, long)>();
        await foreach (var element in Reader.ReadAsync(content, new DocumentContext { Name = "saved.html" })) texts.Add((element.Kind, element.Text, element.Start));
        return texts;
    }
}
