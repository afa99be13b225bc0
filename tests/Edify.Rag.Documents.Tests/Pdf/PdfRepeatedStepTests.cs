using System.Security.Cryptography;
using System.Text;
using Edify.Rag.Documents.Pdf.Syntax;
using static Edify.Rag.Documents.Tests.Pdf.TaggedPdf;

namespace Edify.Rag.Documents.Tests.Pdf;

/// <summary>Files of which next to nothing is held at a time, so that every step stumbles again and again and is done anew.</summary>
public class PdfRepeatedStepTests
{
    private const int MaxSampleBytes = 150_000;
    private const int EveryFile = 14;

    private static readonly FetchSizes Tiny = new(0, 300, 4);
    private static readonly FetchSizes Small = new(0, 2000, 8);

    [Fact]
    public Task A_tagged_file_reads_the_same() => AssertSameAsync(Tagged().Build(pdf => pdf.Trailer = $"/Info {pdf.Add("<< /Title (Rules) >>")} 0 R").Build());

    [Fact]
    public Task Objects_in_streams_read_the_same() => AssertSameAsync(Tagged().Build().BuildCompressed());

    [Fact]
    public Task An_encrypted_file_reads_the_same() => AssertSameAsync(PdfEncryptionTests.Encrypted("secret").Build(), "secret");

    [Fact]
    public Task A_scanned_file_reads_the_same() => AssertSameAsync(ScannedPage.Pdf("/Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns 667 /Rows 313 /BlackIs1 true >>", ScannedPage.Fax).Build());

    [Fact]
    public Task A_file_without_a_cross_reference_reads_the_same()
    {
        var pdf = Tagged().Build().Build();
        return AssertSameAsync(pdf[..Encoding.Latin1.GetString(pdf).LastIndexOf("xref\n0", StringComparison.Ordinal)]);
    }

    [Fact]
    public async Task A_large_page_tree_is_walked_once_however_little_is_held()
    {
        const int Pages = 6000;
        var pdf = new MiniPdf();
        pdf.Add("<< /Type /Catalog /Pages 2 0 R >>");
        // The tree does not say what it counts, so that every page has to be looked at.
        pdf.Add($"<< /Type /Pages /Kids [{string.Join(' ', Enumerable.Range(3, Pages).Select(i => $"{i} 0 R"))}] /MediaBox [0 0 612 792] >>");
        for (var i = 0; i < Pages; i++) pdf.Add("<< /Type /Page /Parent 2 0 R >>");
        using var file = new SparseStream(pdf.Build().Length);
        file.Put(0, pdf.Build());
        var result = await PdfReading.ReadAsync(file, sizes: new FetchSizes(0, 4096, 8));
        Assert.Equal(Pages, result.Info.PageCount);
        Assert.Equal(Pages, result.Events.Count(e => e.Kind == ReadEventKind.PageRead));
    }

    [Fact]
    public async Task Files_of_others_read_the_same()
    {
        var files = PdfCorpus.Files(ConformanceData.Folder("pdf")).Where(f => new FileInfo(f.Path).Length < MaxSampleBytes).Where((_, i) => i % EveryFile == 0).ToList();
        Assert.NotEmpty(files);
        foreach (var file in files) await AssertSameAsync(await File.ReadAllBytesAsync(file.Path), Small, file.Name, file.Password);
    }

    // Headings, a table, replaced text over a page break, an outline, page labels and page numbers that are artifacts.
    private static TaggedPdf Tagged()
    {
        var pdf = new TaggedPdf { Catalog = "/MarkInfo << /Marked true >> /Lang (en) /PageLabels << /Nums [0 << /S /r >> 1 << /S /D >>] >> /Outlines << /First << /Title (Start) /Dest [3 0 R /Fit] /Next << /Title (End) /Dest [7 0 R /Fit] >> >> >>" };
        for (var page = 0; page < 3; page++)
            pdf.Draw(page, $"/Artifact << /Type /Pagination /Subtype /Footer >> BDC\n{MiniPdf.Line(300, 30, $"Page {page + 1}")}EMC\n");
        pdf.Tops.Add(E("Document",
            E("H1", Line(pdf, 0, 740, "The rules of the school")),
            E("P", Line(pdf, 0, 700, "A paragraph that goes"), Line(pdf, 1, 740, "on over the page")),
            With("P", "/ActualText (Written anew)", Line(pdf, 1, 600, "W r i t"), Line(pdf, 2, 740, "t e n")),
            E("Table", E("TR", E("TD", Line(pdf, 2, 600, "One")), E("TD", Line(pdf, 2, 600, "Two", 200))))));
        pdf.Mark(2, MiniPdf.Line(72, 500, "xx"), "/ActualText (Replaced in the stream)");
        return pdf;
    }

    private static Content Line(TaggedPdf pdf, int page, int y, string text, int x = 72) => pdf.Mark(page, MiniPdf.Line(x, y, text));

    private static Task AssertSameAsync(byte[] file, string password = "") => AssertSameAsync(file, Tiny, "", password);

    private static async Task AssertSameAsync(byte[] file, FetchSizes sizes, string name, string password)
    {
        var expected = await ReadAsync(file, FetchSizes.Usual, password);
        var result = await ReadAsync(file, sizes, password);
        Assert.True(expected.SequenceEqual(result), $"{name}: {expected.Except(result).FirstOrDefault()} is not {result.Except(expected).FirstOrDefault()}");
        Assert.NotEmpty(expected);
    }

    /// <summary>All that reading tells, a line each.</summary>
    private static async Task<List<string>> ReadAsync(byte[] file, FetchSizes sizes, string password)
    {
        using var stream = new SparseStream(file.Length);
        stream.Put(0, file);
        try
        {
            var read = await PdfReading.ReadAsync(stream, passwords: [password], ocr: new Fingerprints(), sizes: sizes);
            var info = read.Info;
            return
            [
                $"{info.Title}|{info.Author}|{info.Language}|{info.PageCount}|{string.Join(' ', info.PageLabels)}|{string.Join(' ', info.Outline)}|{string.Join(' ', info.Properties)}",
                .. read.Elements.Select(e => $"{e.Kind}|{e.Level}|{e.Page}|{e.Start}|{e.Text}"), .. read.Events.Select(e => e.ToString()),
            ];
        }
        catch (DocumentReadException e)
        {
            return [e.Message];
        }
    }

    /// <summary>Tells images apart.</summary>
    private sealed class Fingerprints : IOcrEngine
    {
        public string Fingerprint => "engine";

        public Task<IReadOnlyList<string>> RecognizeAsync(OcrImage image, CancellationToken cancellationToken = default) =>
            Task.FromResult<IReadOnlyList<string>>([$"{image.Page} {image.MediaType} {Convert.ToHexString(SHA256.HashData(image.Content.Span))}"]);
    }
}
