using System.Globalization;
using System.Text;
using Edify.Rag.Documents.Pdf;
using Edify.Rag.Documents.Pdf.Syntax;
using Edify.Rag.Documents.Tests.Text;

namespace Edify.Rag.Documents.Tests.Pdf;

[Collection(nameof(BoundedMemoryTests))]
public class PdfLargeFileTests
{
    private const int Padding = ByteSource.WholeFileBytes + (1 << 20);
    private const long MostLiveBytes = 64L << 20;

    [Theory]
    [InlineData(20)]
    [InlineData(80)]
    public async Task A_book_of_thousands_of_pages_is_read_in_bounded_memory(int lines)
    {
        const int Pages = 2458;
        var book = MiniPdf.WithPages([.. Enumerable.Range(0, Pages).Select(page => string.Concat(Enumerable.Range(0, lines).Select(line =>
            MiniPdf.Line(72, 760 - 9 * line, $"Line {line} of page {page} says that pupils learn best when they sleep well.", 8))))]).BuildCompressed();
        var context = new DocumentContext { Name = "book.pdf" };
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var (last, most) = (0, 0L);
        await foreach (var element in new PdfDocumentReader().ReadAsync(new MemoryStream(book), context))
        {
            if (element.Page < last + 200) continue;
            most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
            last = element.Page;
        }

        Assert.True(last > Pages - 400, "All of the book is read.");
        Assert.True(most < MostLiveBytes, $"{most} more bytes were alive than before.");
        GC.KeepAlive(book);
    }

    [Fact]
    public async Task Of_two_gigabytes_only_what_the_pages_need_is_read()
    {
        const int Pages = 40;
        const long Distance = 50L << 20;
        using var file = new SparseStream(2L << 30);
        var offsets = new SortedDictionary<int, long>();
        void Put(int number, long offset, string body)
        {
            offsets[number] = offset;
            file.Put(offset, Encoding.Latin1.GetBytes($"{number} 0 obj\n{body}\nendobj\n"));
        }

        file.Put(0, "%PDF-1.7\n"u8.ToArray());
        Put(1, 100, "<< /Type /Catalog /Pages 2 0 R >>");
        Put(2, 300, $"<< /Type /Pages /Count {Pages} /Kids [{string.Join(' ', Enumerable.Range(0, Pages).Select(i => $"{3 + 3 * i} 0 R"))}] /MediaBox [0 0 612 792] >>");
        for (var i = 0; i < Pages; i++)
        {
            var (number, place) = (3 + 3 * i, (i + 1) * Distance);
            Put(number, place, $"<< /Type /Page /Parent 2 0 R /Contents {number + 1} 0 R /Resources << /XObject << /Im {number + 2} 0 R >> /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>");
            var content = MiniPdf.Line(72, 700, $"Page {i} of many") + "q 10 0 0 10 0 0 cm /Im Do Q";
            Put(number + 1, place + (1 << 20), $"<< /Length {content.Length} >>\nstream\n{content}\nendstream");
            offsets[number + 2] = place + (3 << 20);
            file.Put(place + (3 << 20), Encoding.Latin1.GetBytes($"{number + 2} 0 obj\n<< /Subtype /Image /Width 9 /Height 9 /Filter /DCTDecode /Length {40 << 20} >>\nstream\n"));
        }

        var table = new StringBuilder($"xref\n0 {offsets.Count + 1}\n0000000000 65535 f \n");
        foreach (var offset in offsets.Values) table.Append(CultureInfo.InvariantCulture, $"{offset:D10} 00000 n \n");
        var start = file.Length - 10_000;
        var end = $"startxref\n{start}\n%%EOF\n";
        file.Put(start, Encoding.Latin1.GetBytes($"{table}trailer\n<< /Root 1 0 R /Size {offsets.Count + 1} >>\n".PadRight(10_000 - end.Length) + end));

        var before = GC.GetTotalMemory(forceFullCollection: true);
        long growth = 0;
        var result = await PdfReading.ReadAsync(file, _ => growth = Math.Max(growth, GC.GetTotalMemory(forceFullCollection: true) - before));
        Assert.Equal(Enumerable.Range(0, Pages).Select(i => $"Page {i} of many"), result.Elements.Select(e => e.Text));
        Assert.Equal(Enumerable.Range(1, Pages), result.Events.Where(e => e.Kind == ReadEventKind.PageRead).Select(e => e.Page));
        Assert.False(result.Reported(ReadEventKind.Repaired));
        Assert.InRange(file.BytesRead, 1, 32 << 20);
        Assert.True(growth < MostLiveBytes / 2, $"{growth} more bytes were alive than before.");
    }

    [Fact]
    public async Task A_large_file_gives_what_a_small_one_gives()
    {
        string[] samples = ["pdfjs__tracemonkey_a11y.pdf", "pypdf__r6-user-password.pdf", "pdfpig__Judgement_Document.pdf", "pdfjs__90ms_rksj_h_sample.pdf", "pdfjs__issue6901.pdf"];
        foreach (var file in PdfCorpus.Files(ConformanceData.Folder("pdf")).Where(f => samples.Contains(Path.GetFileName(f.Name))))
        {
            var small = await File.ReadAllBytesAsync(file.Path);
            var start = Encoding.Latin1.GetString(small).LastIndexOf("startxref", StringComparison.Ordinal);
            using var large = new SparseStream(small.Length + Padding);
            large.Put(0, small);
            large.Put(small.Length + Padding - (small.Length - start), small[start..]);
            var expected = await PdfReading.ReadAsync(small, passwords: [file.Password]);
            var result = await PdfReading.ReadAsync(large, passwords: [file.Password]);
            Assert.Equal(expected.Elements.Select(e => e.Text), result.Elements.Select(e => e.Text));
            Assert.Equal(expected.Events, result.Events);
            Assert.InRange(large.BytesRead, 1, small.Length + (1 << 20));
        }
    }

    [Fact]
    public async Task Replacement_text_is_not_held_anew_for_each_sequence_that_bears_it()
    {
        var content = string.Concat(Enumerable.Repeat("/Span /Long BDC\n", 5000)) + string.Concat(Enumerable.Repeat("EMC\n", 5000)) + MiniPdf.Line(72, 700, "Words");
        var pdf = MiniPdf.WithResources(content, $"/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> /Properties << /Long << /ActualText ({new string('a', 200_000)}) >> >>");
        var before = GC.GetTotalAllocatedBytes(precise: true);
        Assert.Equal("Words", (await PdfReading.ReadAsync(pdf)).Text);
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, MostLiveBytes);
    }

    [Fact]
    public async Task A_large_file_without_a_cross_reference_is_scanned_once()
    {
        var pdf = MiniPdf.WithPages(MiniPdf.Line(72, 700, "First"), MiniPdf.Line(72, 700, "Second")).Build();
        var text = Encoding.Latin1.GetString(pdf);
        var (middle, cut) = (text.IndexOf("4 0 obj", StringComparison.Ordinal), text.IndexOf("xref", StringComparison.Ordinal));
        using var large = new SparseStream(3L * Padding);
        large.Put(0, pdf[..middle]);
        large.Put(2L * Padding, pdf[middle..cut]);
        var result = await PdfReading.ReadAsync(large);
        Assert.Equal(["First", "Second"], result.Elements.Select(e => e.Text));
        Assert.Single(result.Events, e => e.Kind == ReadEventKind.Repaired);
        Assert.InRange(large.BytesRead, large.Length, large.Length + (4 << 20));
    }

    [Fact]
    public async Task The_end_of_a_stream_is_found_however_far_away_it_is()
    {
        var content = MiniPdf.Line(72, 700, "Before the gap") + new string(' ', Padding) + MiniPdf.Line(72, 650, "Behind the gap");
        var pdf = MiniPdf.WithPages(content);
        pdf.Replace(4, Encoding.Latin1.GetBytes($"<< /Length 7 >>\nstream\n{content}\nendstream"));
        using var large = new SparseStream(pdf.Build().Length);
        large.Put(0, pdf.Build());
        Assert.Equal(["Before the gap", "Behind the gap"], (await PdfReading.ReadAsync(large)).Elements.Select(e => e.Text));
    }

    [Fact]
    public async Task Any_range_of_a_large_file_is_had_once_it_is_fetched()
    {
        var random = new Random(7);
        var bytes = new byte[Padding];
        random.NextBytes(bytes);
        var source = await ByteSource.OpenAsync(new MemoryStream(bytes), FetchSizes.Usual, default);
        Assert.Equal(bytes.Length, source.Length);
        for (var i = 0; i < 200; i++)
        {
            var (offset, count) = (random.Next(bytes.Length), random.Next(1, 400_000));
            var slice = await FetchedAsync(source, () => source.Slice(offset, count).ToArray());
            Assert.True(slice.AsSpan().SequenceEqual(bytes.AsSpan(offset, Math.Min(count, bytes.Length - offset))));
        }

        Assert.Equal(Padding - 30, await FetchedAsync(source, () => source.IndexOf(bytes.AsSpan(Padding - 30, 24), 0)));
        Assert.True(source.Slice(bytes.Length, 1).IsEmpty);
    }

    private static async Task<T> FetchedAsync<T>(ByteSource source, Func<T> read)
    {
        while (true)
        {
            try
            {
                return read();
            }
            catch (BytesMissingException missing)
            {
                source.Release();
                await source.FetchAsync(missing.Offset, missing.Count, default);
            }
        }
    }
}
