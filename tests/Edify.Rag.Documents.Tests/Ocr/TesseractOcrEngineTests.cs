using System.Diagnostics;
using Edify.Rag.Documents.Ocr;
using Edify.Rag.Documents.Tests.Pdf;
using Edify.Rag.Documents.Tests.Pdf.Jbig2;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Edify.Rag.Documents.Tests.Ocr;

public class TesseractOcrEngineTests
{
    private static readonly string[] Lines = ["The bell rings at eight in the morning, and lessons begin.", "Late pupils go to room 12."];

    [Theory]
    [InlineData("bits")]
    [InlineData("mask")]
    [InlineData("fax")]
    [InlineData("turned")]
    [InlineData("jbig2")]
    [InlineData("inline")]
    public async Task A_scanned_page_is_read_by_the_installed_program(string how)
    {
        using var engine = Installed();
        const string Fax = "/BitsPerComponent 1 /ColorSpace /DeviceGray /Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns 667 /Rows 313 >>";
        var pdf = how switch
        {
            "mask" => ScannedPage.Pdf("/ImageMask true /Decode [1 0]", ScannedPage.Bits),
            "fax" => ScannedPage.Pdf(Fax, ScannedPage.Fax),
            "jbig2" => Jbig2Writer.Pdf(),
            "inline" => Inline(),
            "turned" => ScannedPage.Pdf("/BitsPerComponent 1 /ColorSpace /DeviceGray /Decode [1 0]", UpsideDown(ScannedPage.Bits), "/Rotate 180"),
            _ => ScannedPage.Pdf(),
        };
        var result = await PdfReading.ReadAsync(pdf.Build(), ocr: engine);
        Assert.Equal(Lines, result.Elements.Select(e => e.Text));
        Assert.Equal([ReadEventKind.PageRead, ReadEventKind.Recognized], result.Events.Select(e => e.Kind));
    }

    [Fact]
    public async Task An_image_without_text_gives_none()
    {
        using var engine = Installed();
        Assert.Empty(await engine.RecognizeAsync(Blank()));
    }

    [Fact]
    public async Task What_is_no_image_and_a_language_that_is_not_installed_are_told()
    {
        using var engine = Installed();
        await Assert.ThrowsAsync<OcrException>(() => engine.RecognizeAsync(new("image/png", new byte[100], 1)));
        using var klingon = new TesseractOcrEngine(new TesseractOptions { Languages = "tlh" }, TimeProvider.System);
        Assert.Contains("exit code", (await Assert.ThrowsAsync<OcrException>(() => klingon.RecognizeAsync(Blank()))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_program_is_told_and_costs_only_the_text_of_scans()
    {
        using var engine = new TesseractOcrEngine(new TesseractOptions { Path = "no-such-program-anywhere" }, TimeProvider.System);
        var result = await PdfReading.ReadAsync(ScannedPage.Pdf().Build(), ocr: engine);
        Assert.Empty(result.Elements);
        var needs = Assert.Single(result.Events, e => e.Kind == ReadEventKind.NeedsOcr);
        Assert.Contains("no-such-program-anywhere", needs.Detail, StringComparison.Ordinal);
        Assert.Contains("Install", needs.Detail, StringComparison.Ordinal);
        Assert.Equal(1, needs.ImageShare, 0.01);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_program_that_hangs_is_ended(bool isCancelled)
    {
        using var directory = new TemporaryDirectory();
        var script = StandIn(directory, $"echo $$ > {directory["pid.tmp"]}\nmv {directory["pid.tmp"]} {directory["pid"]}\nsleep 600\n");
        using var engine = new TesseractOcrEngine(new TesseractOptions { Path = script, Timeout = isCancelled ? TimeSpan.FromHours(1) : TimeSpan.FromSeconds(1) }, TimeProvider.System);
        using var cancellation = new CancellationTokenSource();
        var running = engine.RecognizeAsync(Blank(), cancellation.Token);
        if (isCancelled)
        {
            while (!File.Exists(directory["pid"])) await Task.Delay(10, TestContext.Current.CancellationToken);
            await cancellation.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        }
        else Assert.Contains("Timeout", (await Assert.ThrowsAsync<OcrException>(() => running)).Message, StringComparison.Ordinal);

        if (!File.Exists(directory["pid"])) return; // ended before it had begun
        var pid = int.Parse(await File.ReadAllTextAsync(directory["pid"]), System.Globalization.CultureInfo.InvariantCulture);
        Assert.ThrowsAny<Exception>(() => WaitForEnd(pid));
    }

    [Fact]
    public async Task No_more_programs_run_at_once_than_are_allowed()
    {
        using var directory = new TemporaryDirectory();
        // Making a directory fails where it is there already: where another one runs.
        var script = StandIn(directory, $"cat > /dev/null\nmkdir {directory["running"]} || exit 9\nsleep 0.05\nrmdir {directory["running"]}\n");
        using var engine = new TesseractOcrEngine(new TesseractOptions { Path = script, MaxParallel = 1 }, TimeProvider.System);
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => engine.RecognizeAsync(Blank())));
    }

    [Fact]
    public void Words_are_put_together_to_paragraphs_and_stains_left_out()
    {
        const string Table = """
            level	page_num	block_num	par_num	line_num	word_num	left	top	width	height	conf	text
            4	1	1	1	1	0	0	0	9	9	-1	
            5	1	1	1	1	1	0	0	9	9	91.5	A
            5	1	1	1	1	2	0	0	9	9	88	hyphen-
            5	1	1	1	2	1	0	0	9	9	90	ated	word
            5	1	1	2	1	1	0	0	9	9	12	stain
            5	1	2	1	1	1	0	0	9	9	95	~~
            5	1	3	1	1	1	0	0	9	9	95	End
            """;
        Assert.Equal(["A hyphenated\tword", "End"], TesseractTable.Paragraphs(Table));
    }

    [Theory]
    [InlineData("Path", "Ocr: Path is ' '")]
    [InlineData("Languages", "Ocr: Languages is 'eng; rm'")]
    [InlineData("Timeout", "Ocr: Timeout is")]
    [InlineData("PageSegmentation", "Ocr: PageSegmentation is '2'")]
    [InlineData("MaxParallel", "Ocr: MaxParallel is '-1'")]
    public void An_option_that_cannot_work_is_named(string option, string message)
    {
        using var services = Build(rag => rag.UseTesseract(o =>
        {
            switch (option)
            {
                case "Path": o.Path = " "; break;
                case "Languages": o.Languages = "eng; rm"; break;
                case "Timeout": o.Timeout = TimeSpan.Zero; break;
                case "PageSegmentation": o.PageSegmentation = 2; break;
                default: o.MaxParallel = -1; break;
            }
        }));
        Assert.StartsWith(message, Assert.Throws<OptionsValidationException>(() => services.GetRag<IOcrEngine>("docs")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_engine_is_part_of_the_fingerprint_of_the_reader_that_uses_it()
    {
        using var without = Build(rag => rag.UseDocumentReaders());
        using var with = Build(rag => rag.UseDocumentReaders().UseTesseract(o => o.Languages = "deu+eng"));
        Assert.Contains("pdf/4", without.GetRagAll<IDocumentReader>("docs").Select(r => r.Fingerprint));
        Assert.Contains("pdf/4+tesseract/1(deu+eng,3)", with.GetRagAll<IDocumentReader>("docs").Select(r => r.Fingerprint));
    }

    private static string StandIn(TemporaryDirectory directory, string commands)
    {
        var script = directory["stand-in"];
        File.WriteAllText(script, "#!/bin/sh\n" + commands);
        if (OperatingSystem.IsWindows()) Assert.Skip("The stand-in is a shell script.");
        else File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return script;
    }

    private static OcrImage Blank() => new("image/x-portable-anymap", (byte[])[.. "P4\n64 64\n"u8, .. new byte[512]], 1);

    private static void WaitForEnd(int pid)
    {
        using var process = Process.GetProcessById(pid);
        if (process.WaitForExit(TimeSpan.FromSeconds(20))) throw new InvalidOperationException("It has ended.");
    }

    private static MiniPdf Inline()
    {
        var pdf = ScannedPage.Pdf();
        pdf.Replace(4, MiniPdf.StreamBody("", [.. "320.16 0 0 150.24 0 0 cm BI /W 667 /H 313 /BPC 1 /CS /G /D [1 0] ID "u8, .. ScannedPage.Bits, .. "\nEI\n"u8]));
        return pdf;
    }

    // A page that was put into the scanner the wrong way round.
    private static byte[] UpsideDown(byte[] bits)
    {
        var stride = (ScannedPage.Columns + 7) / 8;
        var turned = new byte[bits.Length];
        for (var y = 0; y < ScannedPage.Rows; y++)
            for (var x = 0; x < ScannedPage.Columns; x++)
                if ((bits[y * stride + (x >> 3)] >> (7 - (x & 7)) & 1) != 0) turned[(ScannedPage.Rows - 1 - y) * stride + (ScannedPage.Columns - 1 - x >> 3)] |= (byte)(0x80 >> (ScannedPage.Columns - 1 - x & 7));
        return turned;
    }

    private static ServiceProvider Build(Action<IRagBuilder> configure)
    {
        var builder = new TestRagBuilder("docs");
        configure(builder);
        return builder.Services.BuildServiceProvider();
    }

    private static TesseractOcrEngine Installed()
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        Assert.SkipUnless(path.Any(p => File.Exists(Path.Combine(p, "tesseract")) || File.Exists(Path.Combine(p, "tesseract.exe"))), "tesseract is not installed here.");
        return new TesseractOcrEngine(new TesseractOptions(), TimeProvider.System);
    }
}
