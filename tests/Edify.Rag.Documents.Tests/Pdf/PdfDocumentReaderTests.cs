using System.Text;
using Edify.Rag.Documents.Pdf;
using Edify.Rag.Documents.Pdf.Syntax;

namespace Edify.Rag.Documents.Tests.Pdf;

public class PdfDocumentReaderTests
{
    private static readonly string Greeting = MiniPdf.Line(72, 700, "Hello pupils");

    [Fact]
    public void It_reads_what_begins_with_the_pdf_header_within_a_kilobyte()
    {
        var reader = new PdfDocumentReader();
        Assert.True(reader.CanRead(Probe("%PDF-1.4")));
        Assert.True(reader.CanRead(Probe(new string(' ', 1000) + "%PDF-1.4")));
        Assert.False(reader.CanRead(Probe(new string(' ', 1100) + "%PDF-1.4")));
        Assert.False(reader.CanRead(Probe("PK\u0003\u0004")));
        Assert.Equal("pdf/4", reader.Fingerprint);
        Assert.True(reader.NeedsSeeking);
    }

    [Fact]
    public async Task Pages_count_from_one_and_are_reported()
    {
        var result = await PdfReading.ReadAsync(MiniPdf.WithPages(Greeting, "", MiniPdf.Line(72, 500, "Third")));
        Assert.Equal([("Hello pupils", 1), ("Third", 3)], result.Elements.Select(e => (e.Text, e.Page)));
        Assert.Equal([1, 2, 3], result.Events.Where(e => e.Kind == ReadEventKind.PageRead).Select(e => e.Page));
    }

    [Fact]
    public async Task Object_streams_and_cross_reference_streams_are_read()
    {
        var result = await PdfReading.ReadAsync(MiniPdf.WithPages(Greeting).BuildCompressed());
        Assert.Equal("Hello pupils", result.Text);
        Assert.False(result.Reported(ReadEventKind.Repaired));
    }

    [Theory]
    [InlineData("startxref", "startxxxx")]
    [InlineData("trailer", "tr.iler")]
    [InlineData("xref\n0", "yref\n0")]
    [InlineData("%PDF-1.7\n", "%PDF-1.7\n%   shifted by a few bytes\n")]
    public async Task A_broken_cross_reference_is_repaired_and_reported(string find, string replace)
    {
        var file = Encoding.Latin1.GetString(MiniPdf.WithPages(Greeting).Build()).Replace(find, replace, StringComparison.Ordinal);
        var result = await PdfReading.ReadAsync(Encoding.Latin1.GetBytes(file));
        Assert.Equal("Hello pupils", result.Text);
        Assert.True(result.Reported(ReadEventKind.Repaired));
    }

    [Fact]
    public async Task Objects_are_found_although_their_stream_is_not_where_the_cross_reference_says()
    {
        var file = MiniPdf.WithPages(Greeting).BuildCompressed();
        var at = Encoding.Latin1.GetString(file).IndexOf("5 0 obj", StringComparison.Ordinal);
        // The entry of the object stream, the last but one of the table, points elsewhere.
        var entry = file.AsSpan().IndexOf(new byte[] { 1, 0, (byte)(at >> 8), (byte)at, 0 });
        file[entry + 3]++;
        var result = await PdfReading.ReadAsync(file);
        Assert.Equal("Hello pupils", result.Text);
        Assert.True(result.Reported(ReadEventKind.Repaired));
    }

    [Fact]
    public async Task A_truncated_file_gives_what_is_left_of_it()
    {
        var file = MiniPdf.WithPages(Greeting, Greeting).Build();
        var result = await PdfReading.ReadAsync(file[..(file.Length - 300)]);
        Assert.StartsWith("Hello pupils", result.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bytes_before_the_header_shift_all_offsets()
    {
        byte[] file = [.. "HTTP/1.1 200 OK\r\n\r\n"u8, .. MiniPdf.WithPages(Greeting).Build()];
        var result = await PdfReading.ReadAsync(file);
        Assert.Equal("Hello pupils", result.Text);
        Assert.False(result.Reported(ReadEventKind.Repaired));
    }

    [Theory]
    [InlineData("")]
    [InlineData("%PDF-1.7")]
    [InlineData("%PDF-1.7\n1 0 obj << /Type /Catalog /Pages 1 0 R >> endobj trailer << /Root 1 0 R >>")]
    [InlineData("no PDF at all")]
    public async Task What_holds_no_page_is_damaged(string file)
    {
        var error = await Assert.ThrowsAsync<DocumentReadException>(() => PdfReading.ReadAsync(Encoding.ASCII.GetBytes(file)));
        Assert.Equal(DocumentFault.Damaged, error.Fault);
        Assert.Equal("test.pdf", error.Document);
    }

    [Fact]
    public async Task A_bad_page_does_not_take_the_others_along()
    {
        var pdf = MiniPdf.WithPages(Greeting, "", MiniPdf.Line(72, 700, "Last"));
        pdf.Replace(6, MiniPdf.StreamBody("", Encoding.ASCII.GetBytes("BT " + string.Concat(Enumerable.Repeat("/A <<", 200_000)))));
        var result = await PdfReading.ReadAsync(pdf.Build(), new DocumentLimits { MaxNesting = int.MaxValue });
        Assert.Equal([("Hello pupils", 1), ("Last", 3)], result.Elements.Select(e => (e.Text, e.Page)));
        Assert.Contains(result.Events, e => e is { Kind: ReadEventKind.Repaired, Page: 2 });
    }

    [Fact]
    public async Task Page_trees_and_forms_that_contain_themselves_end()
    {
        var pdf = MiniPdf.WithResources("/X Do ", "/XObject << /X 5 0 R >>");
        pdf.AddStream("/Type /XObject /Subtype /Form /BBox [0 0 612 792] /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> /XObject << /X 5 0 R /Y 5 0 R >> >>", Greeting + " /X Do /Y Do");
        pdf.Replace(2, "<< /Type /Pages /Count 9 /Kids [3 0 R 2 0 R 3 0 R] >>"u8.ToArray());
        Assert.Equal("Hello pupils", (await PdfReading.ReadAsync(pdf)).Text);
    }

    [Fact]
    public async Task A_file_too_large_to_be_held_is_read_in_pieces()
    {
        var pdf = MiniPdf.WithPages(Greeting);
        pdf.AddStream("/Type /EmbeddedFile", new byte[34 << 20]);
        var result = await PdfReading.ReadAsync(pdf);
        Assert.Equal("Hello pupils", result.Text);
        Assert.False(result.Reported(ReadEventKind.Repaired));
    }

    [Fact]
    public async Task Each_limit_is_named_when_it_is_exceeded()
    {
        var pdf = MiniPdf.WithPages(Greeting);
        pdf.Replace(4, MiniPdf.StreamBody("/Filter /FlateDecode", MiniPdf.Deflate(new string(' ', 1_000_000))));
        var file = pdf.Build();
        await Expect("MaxFileBytes", file, new DocumentLimits { MaxFileBytes = 10 });
        await Expect("MaxInflatedBytes", file, new DocumentLimits { MaxInflatedBytes = 100_000 });
        await Expect("MaxDuration", file, new DocumentLimits(), new HastyClock());
    }

    [Fact]
    public async Task Cancellation_comes_through()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => PdfReading.ReadAsync(MiniPdf.WithPages(Greeting).Build(), cancellationToken: new CancellationToken(true)));
    }

    [Fact]
    public void Reading_the_cross_references_can_be_cancelled()
    {
        var budget = new PdfBudget(new DocumentContext { Name = "x.pdf" }, new CancellationToken(true));
        var objects = new ObjectStore(ByteSource.Of(MiniPdf.WithPages(Greeting).Build()), budget, new ReadLog(null));
        Assert.Throws<OperationCanceledException>(objects.Open);
    }

    [Fact]
    public async Task Digits_without_end_at_the_edge_of_a_page_are_read()
    {
        // Taken for one number again and again, they would take minutes.
        var digits = new string('7', 300_000);
        var result = await PdfReading.ReadAsync(MiniPdf.WithPages(MiniPdf.Line(10, 780, digits, 0.001) + Greeting, Greeting));
        Assert.Contains("7777", result.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failing_stream_is_not_taken_for_a_damaged_document()
    {
        var context = new DocumentContext { Name = "test.pdf" };
        await Assert.ThrowsAsync<IOException>(async () =>
        {
            await foreach (var _ in new PdfDocumentReader().ReadAsync(new FailingStream(), context)) { }
        });
    }

    [Fact]
    public async Task A_page_that_shows_only_an_image_needs_ocr()
    {
        var pdf = MiniPdf.WithResources("q 600 0 0 780 6 6 cm /Im Do Q", "/XObject << /Im 5 0 R >>");
        pdf.AddStream("/Type /XObject /Subtype /Image /Width 1 /Height 1 /Filter /DCTDecode", "x");
        var result = await PdfReading.ReadAsync(pdf);
        Assert.Empty(result.Elements);
        Assert.Contains(result.Events, e => e is { Kind: ReadEventKind.NeedsOcr, Page: 1 });
    }

    [Fact]
    public async Task A_scan_with_a_text_layer_needs_none_and_its_invisible_text_is_read()
    {
        var pdf = MiniPdf.WithPages("q 612 0 0 792 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID EI x EI Q 3 Tr " + MiniPdf.Line(72, 700, "Recognized words, more than a stamp"));
        var result = await PdfReading.ReadAsync(pdf);
        Assert.Equal("Recognized words, more than a stamp", result.Text);
        Assert.False(result.Reported(ReadEventKind.NeedsOcr));
    }

    [Fact]
    public async Task Replacement_text_stands_for_the_glyphs_and_hidden_layers_are_left_out()
    {
        var pdf = MiniPdf.WithPages("/Span << /ActualText (Drucker) >> BDC " + MiniPdf.Line(72, 700, "Druk-ker") + "EMC /OC /L BDC " + MiniPdf.Line(72, 600, "Hidden") + "EMC");
        pdf.Replace(1, "<< /Type /Catalog /Pages 2 0 R /OCProperties << /OCGs [5 0 R] /D << /OFF [5 0 R] >> >> >>"u8.ToArray());
        pdf.Replace(3, "<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Properties << /L 5 0 R >> /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>"u8.ToArray());
        pdf.Add("<< /Type /OCG /Name (L) >>");
        Assert.Equal("Drucker", (await PdfReading.ReadAsync(pdf)).Text);
    }

    [Fact]
    public async Task Form_fields_are_read_whether_or_not_the_file_draws_them()
    {
        var pdf = MiniPdf.WithPages(Greeting);
        pdf.Replace(3, "<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Annots [5 0 R 6 0 R] >>"u8.ToArray());
        pdf.Add("<< /Type /Annot /Subtype /Widget /FT /Tx /V (Alice) /Rect [72 600 200 615] >>");
        pdf.Add("<< /Type /Annot /Subtype /Widget /FT /Tx /V (unseen) /F 2 /Rect [72 500 200 515] >>");
        Assert.Equal(["Hello pupils", "Alice"], (await PdfReading.ReadAsync(pdf)).Elements.Select(e => e.Text));
    }

    private static DocumentProbe Probe(string head) => new("x.bin", null, Encoding.Latin1.GetBytes(head));

    private static async Task Expect(string limit, byte[] file, DocumentLimits limits, TimeProvider? time = null)
    {
        var error = await Assert.ThrowsAsync<DocumentReadException>(() => PdfReading.ReadAsync(file, limits, time: time));
        Assert.Equal(DocumentFault.OverLimit, error.Fault);
        Assert.Contains(limit, error.Message, StringComparison.Ordinal);
    }

    // What is due at any time is due at once.
    private sealed class HastyClock : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new HastyTimer(callback, state);
    }

    private sealed class HastyTimer(TimerCallback callback, object? state) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime != Timeout.InfiniteTimeSpan) callback(state);
            return true;
        }

        public void Dispose() { }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class FailingStream : MemoryStream
    {
        public override long Length => 1000;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw new IOException("The line is dead.");
    }
}
