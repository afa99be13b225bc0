using System.Text;
using Edify.Rag.Documents.Pdf;
using Edify.Rag.Documents.Pdf.Content;
using Edify.Rag.Documents.Pdf.Fonts;
using Edify.Rag.Documents.Pdf.Layout;

namespace Edify.Rag.Documents.Tests.Pdf;

/// <summary>Pages that hold more than any printed one.</summary>
public class PdfCrowdedPageTests
{
    private const int Crowd = 100_000;

    public static TheoryData<string> Steps => ["lines", "tables", "blocks", "order", "page"];

    [Theory]
    [MemberData(nameof(Steps))]
    public void Every_step_of_the_layout_ends_when_its_time_is_over(string step)
    {
        var words = Enumerable.Range(0, 40).Select(i => new Word($"word{i}", SimpleFont.Fallback, i % 4 * 100, i % 4 * 100 + 40, i / 4 * 12, 10)).ToList();
        var lines = LineBuilder.Build([.. words], [], new RightToLeft(words), PdfReading.Budget());
        lines.Sort((a, b) => a.Y.CompareTo(b.Y));
        var page = new PageContent();
        page.Reset(600, 800);
        page.TryAdd(new Glyph("x", SimpleFont.Fallback, 10, 10, 20, 10, 10, 0));
        Run(PdfReading.Budget());
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.Throws<OperationCanceledException>(() => Run(new PdfBudget(new DocumentContext { Name = "test.pdf" }, cancelled.Token)));

        void Run(PdfBudget budget)
        {
            object done = step switch
            {
                "lines" => LineBuilder.Build([.. words], [], new RightToLeft(words), budget),
                "tables" => TableFinder.Extract([.. lines], [], isVertical: false, budget),
                "blocks" => BlockBuilder.Build(lines, budget),
                "order" => ReadingOrder.Sort(BlockBuilder.Build(lines, PdfReading.Budget()), budget),
                _ => new PageLayout(budget).LayOut(page, 1),
            };
            Assert.NotNull(done);
        }
    }

    [Fact]
    public async Task Glyphs_all_over_a_page_are_read()
    {
        var random = new Random(1);
        var text = await ReadAsync(i => (random.NextDouble() * 600, random.NextDouble() * 780, 8, Name(i)));
        Assert.True(text.Count(char.IsLetter) > 3 * Crowd * 0.95);
    }

    [Fact]
    public async Task Words_of_all_sizes_on_one_line_are_read()
    {
        var random = new Random(2);
        var text = await ReadAsync(i => (random.NextDouble() * 600, 400, 9 + random.NextDouble(), Name(i) + " "));
        Assert.True(text.Count(char.IsLetter) > 3 * Crowd * 0.95);
    }

    [Fact]
    public async Task Words_in_thousands_of_rows_are_read()
    {
        var text = await ReadAsync(i => (5 + i % 350 * 1.7, 780 - i / 350 * 2.6, 0.8, Name(i)));
        Assert.Equal(3 * Crowd, text.Count(char.IsLetter));
    }

    // Three letters, the same only far apart: what lies twice in one place is read once.
    private static string Name(int i) => string.Concat((char)('a' + i % 26), (char)('a' + i / 26 % 26), (char)('a' + i / 676 % 26));

    private static async Task<string> ReadAsync(Func<int, (double X, double Y, double Size, string Text)> place)
    {
        var content = new StringBuilder();
        for (var i = 0; i < Crowd; i++)
        {
            var (x, y, size, text) = place(i);
            content.Append(FormattableString.Invariant($"BT /F1 {size:F4} Tf {x:F3} {y:F3} Td ({text}) Tj ET\n"));
        }

        return (await PdfReading.ReadAsync(MiniPdf.WithPages(content.ToString()))).Text;
    }
}
