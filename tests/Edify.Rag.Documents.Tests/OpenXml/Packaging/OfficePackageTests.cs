using System.Text;
using Edify.Rag.Documents.OpenXml.Docx;
using Edify.Rag.Documents.OpenXml.Pptx;
using Edify.Rag.Documents.OpenXml.Xlsx;
using Edify.Rag.Documents.Tests.OpenXml.Docx;
using Edify.Rag.Documents.Tests.OpenXml.Pptx;
using Edify.Rag.Documents.Tests.OpenXml.Xlsx;

namespace Edify.Rag.Documents.Tests.OpenXml.Packaging;

/// <summary>What holds for the packages of all three formats.</summary>
public class OfficePackageTests
{
    private static readonly byte[] Ole = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[600]];

    public static TheoryData<string> Formats => ["docx", "pptx", "xlsx"];

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Encrypted_and_old_files_are_named_for_what_they_are(string format)
    {
        Assert.Equal(DocumentFault.Encrypted, (await RefusalAsync(format, [.. Ole, .. Encoding.Unicode.GetBytes("EncryptedPackage")])).Fault);
        var old = await RefusalAsync(format, Ole);
        Assert.Equal(DocumentFault.Unsupported, old.Fault);
        Assert.Contains($"Save it as .{format}", old.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task The_other_formats_are_refused(string format)
    {
        foreach (var other in Formats.Where(f => f != format))
            Assert.Equal(DocumentFault.Unsupported, (await RefusalAsync(format, File(other, "x"))).Fault);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Every_budget_binds_and_is_named(string format)
    {
        var file = File(format, new string('x', 500_000));
        await Exceeds(nameof(DocumentLimits.MaxInflatedBytes), new() { MaxInflatedBytes = 100_000 });
        await Exceeds(nameof(DocumentLimits.MaxObjects), new() { MaxObjects = 8 });
        await Exceeds(nameof(DocumentLimits.MaxNesting), new() { MaxNesting = 1 });

        async Task Exceeds(string limit, DocumentLimits limits)
        {
            var error = await RefusalAsync(format, file, limits);
            Assert.Equal((DocumentFault.OverLimit, limit), (error.Fault, error.Limit));
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task A_name_of_many_megabytes_is_not_held_in_memory(string format)
    {
        var file = File(format, "<" + new string('x', 40_000_000) + "/>");
        Assert.Equal(DocumentFault.Damaged, (await RefusalAsync(format, file)).Fault);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Document_type_definitions_are_refused(string format)
    {
        var part = format switch { "docx" => "word/document.xml", "pptx" => "ppt/presentation.xml", _ => "xl/workbook.xml" };
        var file = DocxFile.Zip((part, "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>"));
        Assert.Equal(DocumentFault.Damaged, (await RefusalAsync(format, file)).Fault);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Namespaces_of_the_strict_form_are_the_same_to_the_reader(string format)
    {
        var elements = await Reader(format).ReadAsync(Strict(File(format, "Text")));
        Assert.Contains(elements, e => e.Text == "Text");
    }

    private static async Task<DocumentReadException> RefusalAsync(string format, byte[] file, DocumentLimits? limits = null) =>
        await Assert.ThrowsAsync<DocumentReadException>(() => Reader(format).ReadAsync(file, new DocumentContext { Name = "a." + format, Limits = limits ?? new() }));

    private static IDocumentReader Reader(string format) => format switch
    {
        "docx" => new DocxDocumentReader(),
        "pptx" => new PptxDocumentReader(new()),
        _ => new XlsxDocumentReader(new()),
    };

    private static byte[] File(string format, string text) => format switch
    {
        "docx" => DocxFile.Build(DocxFile.P(DocxFile.T(text))),
        "pptx" => PptxFile.Build(PptxFile.Slide(PptxFile.Shape(PptxFile.P(text)))),
        _ => XlsxFile.Build($"<row r='1'><c t='inlineStr'><is><t>{text}</t></is></c></row>"),
    };

    private static byte[] Strict(byte[] file)
    {
        using var archive = new System.IO.Compression.ZipArchive(new MemoryStream(file));
        return DocxFile.Zip([.. archive.Entries.Select(e =>
        {
            using var reader = new StreamReader(e.Open());
            return (e.FullName, reader.ReadToEnd().Replace("http://schemas.openxmlformats.org/officeDocument/2006/", "http://purl.oclc.org/ooxml/officeDocument/", StringComparison.Ordinal)
                .Replace("/2006/main", "/strict/main", StringComparison.Ordinal));
        })]);
    }
}
