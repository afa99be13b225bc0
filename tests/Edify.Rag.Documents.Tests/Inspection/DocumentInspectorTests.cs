using System.Text;
using Edify.Rag.Documents.Tests.Containers;
using Edify.Rag.Documents.Tests.OpenXml.Docx;
using Edify.Rag.Documents.Tests.OpenXml.Xlsx;
using Edify.Rag.Documents.Tests.Pdf;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Edify.Rag.Documents.Tests.Inspection;

public class DocumentInspectorTests
{
    private const string Paragraph = "The late fee is charged for every week of delay, and parents are told of it by letter.";

    [Fact]
    public async Task A_report_counts_what_was_read()
    {
        var text = $"# Fees\n\n{Paragraph}\n\n## When\n\nOn Monday.\n";
        var heard = new List<DocumentElement>();
        var report = await InspectAsync("fees.md", text, new("fees.md") { OnElement = (e, _) => Heard(heard, e) });
        Assert.StartsWith("markdown/", report.Reader, StringComparison.Ordinal);
        Assert.Equal(("Fees", "en", 0), (report.Title, report.Language, report.Pages));
        Assert.Equal((4, 0, heard.Sum(e => e.Text.Length)), (report.Elements, report.Chunks, report.Characters));
        Assert.Null(report.Error);
        Assert.Empty(report.Warnings);
    }

    [Theory]
    [InlineData("lists/Notes of May.zip", "Notes of May")]
    [InlineData("Marks 5a.xlsx", "Marks 5a")]
    [InlineData("Plan.docx", "First heading")]
    public async Task Archives_and_workbooks_are_called_what_their_files_are(string name, string title)
    {
        var file = Path.GetExtension(name) switch
        {
            ".zip" => TestArchive.Of(("a.md", "# Inside"), ("b.md", "# Other")),
            ".xlsx" => XlsxFile.Build(XlsxFile.Row(1, "a", "b")),
            _ => DocxFile.Build(DocxFile.P(DocxFile.T("First heading"), "<w:outlineLvl w:val='0'/>")),
        };
        Assert.Equal(title, (await InspectAsync(name, new MemoryStream(file), new(name))).Title);
    }

    [Theory]
    [InlineData("Marks.xlsx", "Marks of spring", "Marks of spring")]
    [InlineData("Marks.xlsx", "Book1", "Marks")]
    [InlineData("Plan.docx", "Plan of spring", "Plan of spring")]
    [InlineData("Plan.docx", "[Document title]", "First heading")]
    public async Task A_title_that_somebody_wrote_comes_first(string name, string written, string title)
    {
        (string Name, string Text)[] content = name.EndsWith("docx", StringComparison.Ordinal)
            ? [("word/document.xml", $"<w:document {DocxFile.Namespaces}><w:body>{DocxFile.P(DocxFile.T("First heading"), "<w:outlineLvl w:val='0'/>")}</w:body></w:document>")]
            :
            [
                ("xl/workbook.xml", $"<workbook {XlsxFile.Namespaces}><sheets><sheet name='Sheet1' r:id='r0'/></sheets></workbook>"),
                ("xl/_rels/workbook.xml.rels", DocxFile.Relationships(("worksheet", "sheet.xml"))),
                ("xl/sheet.xml", $"<worksheet {XlsxFile.Namespaces}><sheetData>{XlsxFile.Row(1, "a", "b")}</sheetData></worksheet>"),
            ];
        var file = DocxFile.Zip(
        [
            ("_rels/.rels", DocxFile.Relationships(("officeDocument", content[0].Name), ("core-properties", "docProps/core.xml"))),
            .. content,
            ("docProps/core.xml", $"<coreProperties><title>{written}</title></coreProperties>"),
        ]);
        Assert.Equal(title, (await InspectAsync(name, new MemoryStream(file), new(name))).Title);
    }

    [Fact]
    public async Task A_format_that_no_reader_knows_is_answered_with_those_that_are_known()
    {
        var report = await InspectAsync("a.bin", new MemoryStream([1, 0, 2, 0, 255]), new("a.bin"));
        Assert.Equal(
            "No reader knows the format of 'a.bin'. Convert it to one that a reader is there for (pdf, docx, pptx, xlsx, html, epub, markdown, csv, eml, zip, text), or add a reader for it.",
            report.Error!.Message);
    }

    [Fact]
    public async Task Chunks_are_cut_by_the_chunker_of_the_pipeline()
    {
        var chunks = new List<Chunk>();
        var report = await InspectAsync("a.txt", string.Join("\n\n", Enumerable.Repeat(Paragraph, 40)), new("a.txt") { OnChunk = (c, _) => Heard(chunks, c) });
        Assert.True(chunks.Count > 2);
        Assert.Equal((chunks.Count, 40), (report.Chunks, report.Elements));
    }

    [Fact]
    public async Task Repeated_paragraphs_are_counted_whatever_their_case_and_spacing()
    {
        var report = await InspectTextAsync($"{Paragraph}\n\n{Paragraph.ToUpperInvariant()}\n\nYes.\n\nYes.\n\n{Paragraph.Replace(" ", "  ", StringComparison.Ordinal)}\n\n{Paragraph} Twice.");
        Assert.Equal(2, report.Duplicates);
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_a_share_and_a_warning()
    {
        var bytes = Encoding.UTF8.GetBytes("schön " + new string('x', 93)).Concat<byte>([0xC3]).ToArray();
        var report = await InspectAsync("a.txt", new MemoryStream(bytes), new("a.txt"), new Undecoded(10));
        Assert.Equal(0.1, report.UndecodableShare, 3);
        Assert.Equal(ReadEventKind.Undecodable, Assert.Single(report.Warnings).Kind);
    }

    [Fact]
    public async Task Scanned_pages_are_listed_unless_they_were_recognized()
    {
        var report = await InspectAsync("scan.pdf", new MemoryStream([1]), new("scan.pdf"), new Scanned());
        Assert.Equal([2, 5], report.NeedsOcrPages);
        Assert.Equal((7, "de-AT", "Zeugnis"), (report.Pages, report.Language, report.Title));
        Assert.Empty(report.Warnings);
    }

    [Fact]
    public async Task Warnings_are_counted_and_a_hundred_of_them_kept()
    {
        var report = await InspectAsync("a.txt", new MemoryStream([1]), new("a.txt"), new Complaining(2_500));
        Assert.Equal((100, 2_500), (report.Warnings.Count, report.WarningCount));
    }

    [Theory]
    [InlineData("picture.bin", "\u0001\u0002\u0000\u0003", DocumentFault.Unsupported)]
    [InlineData("cut.pdf", "%PDF-1.7 cut", DocumentFault.Damaged)]
    [InlineData("cut.docx", "PK\u0003\u0004 word/", DocumentFault.Damaged)]
    public async Task A_file_that_cannot_be_read_is_a_report(string name, string content, DocumentFault fault)
    {
        var report = await InspectAsync(name, new MemoryStream(Encoding.Latin1.GetBytes(content)), new(name));
        Assert.Equal(fault, report.Error!.Fault);
        Assert.NotEmpty(report.Error.Message);
    }

    [Fact]
    public async Task The_limit_that_was_exceeded_is_named()
    {
        var report = await Inspector(o => o.Limits = new() { MaxFileBytes = 10 }).InspectAsync(new MemoryStream("eleven char"u8.ToArray()), new("a.txt"), TestContext.Current.CancellationToken);
        Assert.Equal((DocumentFault.OverLimit, nameof(DocumentLimits.MaxFileBytes)), (report.Error!.Fault!.Value, report.Error.Limit));
    }

    [Fact]
    public async Task A_file_is_opened_with_the_passwords_of_the_request_and_of_the_pipeline()
    {
        var pdf = PdfEncryptionTests.Encrypted("secret").Build();
        Assert.Equal(DocumentFault.Encrypted, (await InspectAsync("a.pdf", new MemoryStream(pdf), new("a.pdf"))).Error!.Fault);
        Assert.Null((await InspectAsync("a.pdf", new MemoryStream(pdf), new("a.pdf") { Passwords = ["secret"] })).Error);
        Assert.Null((await Inspector(o => o.Passwords.Add("secret")).InspectAsync(new MemoryStream(pdf), new("a.pdf"), TestContext.Current.CancellationToken)).Error);
    }

    [Fact]
    public async Task A_stream_that_cannot_seek_is_read_by_readers_that_must()
    {
        var docx = DocxFile.Build(DocxFile.P(DocxFile.T("Fees")));
        var report = await InspectAsync("a.docx", new ForwardOnly(docx), new("a.docx"));
        Assert.Equal((1, null), (report.Elements, report.Error));
    }

    [Fact]
    public async Task A_defect_of_a_reader_is_reported_without_the_text_it_tells()
    {
        var report = await InspectAsync("a.txt", new MemoryStream([1]), new("a.txt"), new Defective(new InvalidOperationException("the pupil's name")));
        Assert.Null(report.Error!.Fault);
        Assert.Contains(nameof(InvalidOperationException), report.Error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("pupil", report.Error.Message, StringComparison.Ordinal);
        Assert.Equal("defective/1", report.Reader);
    }

    [Fact]
    public async Task What_was_read_before_a_fault_is_counted() =>
        Assert.Equal(1, (await InspectAsync("a.txt", new MemoryStream([1]), new("a.txt"), new Defective(new DocumentReadException("a", DocumentFault.Damaged, "m")))).Elements);

    [Fact]
    public async Task What_a_receiver_raises_reaches_the_caller() => await Assert.ThrowsAsync<IOException>(
        () => InspectAsync("a.txt", Paragraph, new("a.txt") { OnElement = (_, _) => throw new IOException("the pipe is closed") }));

    [Fact]
    public async Task Cancellation_passes()
    {
        using var source = new CancellationTokenSource();
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Inspector().InspectAsync(new MemoryStream("text"u8.ToArray()), new("a.txt"), source.Token));
    }

    [Fact]
    public async Task The_time_of_receivers_does_not_count()
    {
        var time = new StandingTime();
        var request = new InspectionRequest("a.txt") { OnElement = (_, _) => time.PassAsync(TimeSpan.FromHours(1)) };
        var report = await Inspector(null, time).InspectAsync(new MemoryStream(Encoding.UTF8.GetBytes(Paragraph)), request, TestContext.Current.CancellationToken);
        Assert.Equal(TimeSpan.Zero, report.Elapsed);
    }

    [Fact]
    public void A_limit_that_no_document_keeps_is_refused_when_the_host_starts()
    {
        var builder = new TestRagBuilder();
        builder.UseDocumentInspection(o => o.Limits = new() { MaxObjects = 0 });
        var validator = builder.Services.BuildServiceProvider().GetRequiredService<IStartupValidator>();
        Assert.Contains("Inspection", Assert.Throws<OptionsValidationException>(validator.Validate).Message, StringComparison.Ordinal);
    }

    private static Task<DocumentReport> InspectTextAsync(string text) => InspectAsync("a.txt", text, new("a.txt"));

    private static Task<DocumentReport> InspectAsync(string name, string text, InspectionRequest request) =>
        InspectAsync(name, new MemoryStream(Encoding.UTF8.GetBytes(text)), request);

    private static Task<DocumentReport> InspectAsync(string name, Stream content, InspectionRequest request, params IDocumentReader[] readers)
    {
        Assert.Equal(name, request.Name);
        return Inspector(null, null, readers).InspectAsync(content, request, TestContext.Current.CancellationToken);
    }

    private static IDocumentInspector Inspector(Action<DocumentInspectionOptions>? configure = null, TimeProvider? time = null, params IDocumentReader[] readers)
    {
        var builder = new TestRagBuilder();
        if (time is not null) builder.Services.AddSingleton(time);
        foreach (var reader in readers) builder.Add<IDocumentReader>(reader.Fingerprint, _ => reader);
        builder.UseDocumentReaders().UseRecursiveChunker().UseDocumentInspection(configure);
        return builder.Services.BuildServiceProvider().GetRag<IDocumentInspector>();
    }

    private static ValueTask Heard<T>(List<T> heard, T what)
    {
        heard.Add(what);
        return default;
    }

    private sealed class ForwardOnly(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }

    private sealed class StandingTime : TimeProvider
    {
        private long _now;

        public override long GetTimestamp() => _now;

        public ValueTask PassAsync(TimeSpan time)
        {
            _now += (long)(time.TotalSeconds * TimestampFrequency);
            return default;
        }
    }

    private abstract class Reader(string fingerprint) : IDocumentReader
    {
        public string Fingerprint => fingerprint;

        public bool NeedsSeeking => false;

        public bool CanRead(DocumentProbe probe) => true;

        public async IAsyncEnumerable<DocumentElement> ReadAsync(
            Stream content, DocumentContext context, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            Tell(context);
            yield return new(ElementKind.Paragraph, "text");
            Finish();
        }

        protected virtual void Tell(DocumentContext context) { }

        protected virtual void Finish() { }
    }

    private sealed class Undecoded(int characters) : Reader("undecoded/1")
    {
        protected override void Tell(DocumentContext context)
        {
            context.Report!.Report(new(ReadEventKind.Undecodable, 1, "some") { Undecodable = characters });
            context.Report.Report(new(ReadEventKind.PageRead, 1, "page") { Characters = 10 * characters });
        }
    }

    private sealed class Scanned() : Reader("scanned/1")
    {
        protected override void Tell(DocumentContext context)
        {
            context.Info!.Report(new() { Title = "Zeugnis", Language = "de-AT", PageCount = 7 });
            foreach (var page in (int[])[5, 2, 3]) context.Report!.Report(new(ReadEventKind.NeedsOcr, page, "image"));
            context.Report!.Report(new(ReadEventKind.Recognized, 3, "recognized"));
        }
    }

    private sealed class Complaining(int times) : Reader("complaining/1")
    {
        protected override void Tell(DocumentContext context)
        {
            for (var i = 0; i < times; i++) context.Report!.Report(new(ReadEventKind.Repaired, i, "again"));
        }
    }

    private sealed class Defective(Exception error) : Reader("defective/1")
    {
        protected override void Finish() => throw error;
    }
}
