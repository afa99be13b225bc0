using System.Text;
using Edify.Rag.Documents.Pdf.Syntax;

namespace Edify.Rag.Documents.Tests.Pdf;

public class PdfBudgetTests
{
    private static readonly string Greeting = MiniPdf.Line(72, 700, "Hello pupils");

    [Fact]
    public async Task A_cross_reference_that_claims_millions_of_objects_is_stopped()
    {
        var table = MiniPdf.StreamBody("/Type /XRef /W [1 2 1] /Root 1 0 R /Size 4000000 /Filter /FlateDecode", MiniPdf.Deflate(string.Concat(Enumerable.Repeat("\u0001\u0001\u0001\u0001", 500_000))));
        byte[] file = [.. "%PDF-1.7\n1 0 obj\n"u8, .. table, .. "\nendobj\nstartxref\n9\n%%EOF"u8];
        await Expect(nameof(DocumentLimits.MaxObjects), file, new DocumentLimits { MaxObjects = 100_000 });
    }

    [Fact]
    public async Task A_table_of_millions_of_free_objects_is_stopped()
    {
        var entries = string.Concat(Enumerable.Repeat("0000000000 65535 f \n", 200_000));
        var file = Encoding.ASCII.GetBytes($"%PDF-1.4\nxref\n0 200000\n{entries}trailer << /Root 1 0 R >>\nstartxref\n9\n%%EOF");
        await Expect(nameof(DocumentLimits.MaxObjects), file, new DocumentLimits { MaxObjects = 100_000 });
    }

    [Fact]
    public async Task Objects_that_are_found_by_scanning_count()
    {
        var file = Encoding.ASCII.GetBytes("%PDF-1.4\n" + string.Concat(Enumerable.Range(1, 20_000).Select(i => $"{i} 0 obj null endobj\n")));
        await Expect(nameof(DocumentLimits.MaxObjects), file, new DocumentLimits { MaxObjects = 10_000 });
    }

    [Fact]
    public async Task Objects_that_are_found_count_however_often_the_scan_waits_for_bytes()
    {
        // Three megabytes, which are scanned one by one; each holds but a third of the objects.
        var objects = Enumerable.Range(1, 3000).Select(i => $"{i} 0 obj null endobj{new string(' ', 1024)}\n");
        var file = Encoding.ASCII.GetBytes("%PDF-1.4\n" + string.Concat(objects));
        using var stream = new SparseStream(file.Length);
        stream.Put(0, file);
        var error = await Assert.ThrowsAsync<DocumentReadException>(
            () => PdfReading.ReadAsync(stream, limits: new DocumentLimits { MaxObjects = 2000 }, sizes: new FetchSizes(0, 64 << 10, 4)));
        Assert.Equal(nameof(DocumentLimits.MaxObjects), error.Limit);
    }

    [Theory]
    [InlineData(1300, null)]
    [InlineData(900, nameof(DocumentLimits.MaxObjects))]
    public async Task Objects_that_are_loaded_count_once_however_often_a_step_waits_for_bytes(int most, string? limit)
    {
        var file = MiniPdf.WithPages([.. Enumerable.Repeat(Greeting, 300)]).Build();
        using var stream = new SparseStream(file.Length);
        stream.Put(0, file);
        Task<PdfReadResult> Read() => PdfReading.ReadAsync(stream, limits: new DocumentLimits { MaxObjects = most }, sizes: new FetchSizes(0, 300, 4));
        if (limit is null) Assert.Equal(300, (await Read()).Events.Count(e => e.Kind == ReadEventKind.PageRead));
        else Assert.Equal(limit, (await Assert.ThrowsAsync<DocumentReadException>(Read)).Limit);
    }

    [Fact]
    public async Task Objects_that_are_loaded_count()
    {
        var pdf = MiniPdf.WithPages([.. Enumerable.Repeat(Greeting, 300)]);
        await Expect(nameof(DocumentLimits.MaxObjects), pdf.Build(), new DocumentLimits { MaxObjects = 900 });
        Assert.Equal(300, (await PdfReading.ReadAsync(pdf.Build(), new DocumentLimits { MaxObjects = 1300 })).Events.Count(e => e.Kind == ReadEventKind.PageRead));
    }

    [Theory]
    [InlineData(30, null)]
    [InlineData(31, nameof(DocumentLimits.MaxNesting))]
    public async Task Arrays_within_arrays_are_counted(int depth, string? limit)
    {
        var pdf = MiniPdf.WithPages(Greeting);
        pdf.Replace(3, Encoding.ASCII.GetBytes($"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Deep {new string('[', depth)}{new string(']', depth)} >>"));
        await Expect(limit, pdf.Build(), new DocumentLimits { MaxNesting = 30 });
    }

    [Theory]
    [InlineData(8, null)]
    [InlineData(9, nameof(DocumentLimits.MaxNesting))]
    public async Task Forms_within_forms_are_counted(int depth, string? limit)
    {
        var pdf = MiniPdf.WithResources("/X Do", "/XObject << /X 5 0 R >> /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>");
        for (var i = 1; i <= depth; i++)
            pdf.AddStream($"/Subtype /Form /Resources << /XObject << /X {5 + i} 0 R >> /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>", i < depth ? "/X Do" : Greeting);
        await Expect(limit, pdf.Build(), new DocumentLimits { MaxNesting = 8 });
    }

    [Theory]
    [InlineData(nameof(DocumentLimits.MaxOperations))]
    [InlineData(nameof(DocumentLimits.MaxGlyphs))]
    public async Task What_all_pages_show_is_counted(string limit)
    {
        var page = string.Concat(Enumerable.Repeat("q Q ", 300)) + MiniPdf.Line(72, 700, new string('x', 600), 1);
        var pdf = MiniPdf.WithPages(page, page, page).Build();
        var isOfGlyphs = limit == nameof(DocumentLimits.MaxGlyphs);
        await Expect(limit, pdf, new DocumentLimits { MaxOperations = isOfGlyphs ? 5000 : 1500, MaxGlyphs = isOfGlyphs ? 1500 : 5000 });
        await Expect(null, pdf, new DocumentLimits { MaxOperations = 2000, MaxGlyphs = 1800 });
    }

    [Fact]
    public async Task Forms_that_multiply_each_other_are_stopped()
    {
        var pdf = MiniPdf.WithResources("/X Do", "/XObject << /X 5 0 R >>");
        for (var i = 1; i <= 12; i++) pdf.AddStream($"/Subtype /Form /Resources << /XObject << /X {5 + i} 0 R >> >>", string.Concat(Enumerable.Repeat("/X Do ", 20)));
        await Expect(nameof(DocumentLimits.MaxOperations), pdf.Build(), new DocumentLimits { MaxOperations = 200_000 });
    }

    [Fact]
    public async Task Filters_that_multiply_each_other_are_stopped()
    {
        var once = MiniPdf.Deflate(new string(' ', 50_000_000));
        var pdf = MiniPdf.WithPages(Greeting);
        pdf.Replace(4, MiniPdf.StreamBody("/Filter [/FlateDecode /FlateDecode]", MiniPdf.Deflate(Encoding.Latin1.GetString(once))));
        await Expect(nameof(DocumentLimits.MaxInflatedBytes), pdf.Build(), new DocumentLimits { MaxInflatedBytes = 1 << 20 });
        pdf.Replace(4, MiniPdf.StreamBody("/Filter /RunLengthDecode", [.. Enumerable.Repeat(new byte[] { 129, 32 }, 1000).SelectMany(b => b)]));
        await Expect(nameof(DocumentLimits.MaxInflatedBytes), pdf.Build(), new DocumentLimits { MaxInflatedBytes = 1000 });
    }

    [Fact]
    public async Task Page_trees_that_loop_or_reach_deep_end()
    {
        var pdf = MiniPdf.WithPages(Greeting);
        pdf.Replace(2, "<< /Type /Pages /Kids [2 0 R 5 0 R 3 0 R 3 0 R] /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>"u8.ToArray());
        for (var i = 5; i < 1005; i++) pdf.Add($"<< /Type /Pages /Kids [{i + 1} 0 R 2 0 R] >>");
        pdf.Add("<< /Type /Pages /Kids [5 0 R] >>");
        Assert.Equal("Hello pupils", (await PdfReading.ReadAsync(pdf)).Text);
    }

    [Fact]
    public async Task Ranges_that_claim_all_codes_over_and_over_do_no_harm()
    {
        var ranges = string.Concat(Enumerable.Repeat("<0000> <FFFFFFFF> <0041> ", 20_000));
        var pdf = MiniPdf.WithResources(
            "BT /F 12 Tf 72 700 Td <00010002> Tj ET",
            $"/Font << /F << /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /ToUnicode 5 0 R /DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /W [{string.Concat(Enumerable.Repeat("0 65535 500 ", 5000))}] >>] >> >>");
        pdf.AddStream("", $"20000 beginbfrange {ranges} endbfrange 1 beginbfchar <0001> <0042> <0002> <0043> endbfchar");
        Assert.Equal("BC", (await PdfReading.ReadAsync(pdf)).Text);
    }

    [Fact]
    public async Task Object_streams_that_lie_within_each_other_without_end_do_no_harm()
    {
        // Every object lies in the stream of the next number.
        var entries = string.Concat(Enumerable.Range(0, 50_000).Select(i => $"\u0002{(char)(i + 1 >> 16)}{(char)(i + 1 >> 8 & 255)}{(char)(i + 1 & 255)}\0"));
        var table = MiniPdf.StreamBody("/Type /XRef /W [1 3 1] /Root 1 0 R /Size 50000", Encoding.Latin1.GetBytes(entries));
        byte[] file = [.. "%PDF-1.7\n60000 0 obj\n"u8, .. table, .. "\nendobj\nstartxref\n9\n%%EOF"u8];
        var error = await Assert.ThrowsAsync<DocumentReadException>(() => PdfReading.ReadAsync(file));
        Assert.Equal(DocumentFault.Damaged, error.Fault);
    }

    [Fact]
    public async Task Glyphs_that_stand_for_long_texts_fill_a_page_like_those_texts()
    {
        var pdf = MiniPdf.WithResources(
            $"BT /F 1 Tf 72 700 Td ({new string('A', 5000)}) Tj ET",
            "/Font << /F << /Type /Font /Subtype /Type1 /BaseFont /X /FirstChar 65 /Widths [10] /ToUnicode 5 0 R >> >>");
        pdf.AddStream("", $"1 beginbfchar <41> <{string.Concat(Enumerable.Repeat("0042", 250))}> endbfchar");
        await Expect(nameof(DocumentLimits.MaxGlyphs), pdf.Build(), new DocumentLimits());
    }

    [Fact]
    public async Task Streams_without_an_end_are_searched_for_it_once()
    {
        var pages = Enumerable.Range(0, 2000).Select(i => $"{2 * i + 3} 0 obj << /Type /Page /Parent 2 0 R /Contents {2 * i + 4} 0 R >> endobj {2 * i + 4} 0 obj << /Length 99999999 >> stream\n");
        var file = $"%PDF-1.4\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj 2 0 obj << /Type /Pages /Kids [{string.Join(' ', Enumerable.Range(0, 2000).Select(i => $"{2 * i + 3} 0 R"))}] >> endobj\n{string.Concat(pages)}";
        var result = await PdfReading.ReadAsync(Encoding.ASCII.GetBytes(file), new DocumentLimits { MaxInflatedBytes = 1L << 40 });
        Assert.Equal(2000, result.Events.Count(e => e.Kind == ReadEventKind.PageRead));
    }

    private static async Task Expect(string? limit, byte[] file, DocumentLimits limits)
    {
        if (limit is null)
        {
            Assert.NotEmpty((await PdfReading.ReadAsync(file, limits)).Elements);
            return;
        }

        var error = await Assert.ThrowsAsync<DocumentReadException>(() => PdfReading.ReadAsync(file, limits));
        Assert.Equal((DocumentFault.OverLimit, limit), (error.Fault, error.Limit));
        Assert.Contains(limit, error.Message, StringComparison.Ordinal);
    }
}
