using Edify.Rag.Documents.OpenXml.Docx;
using Edify.Rag.Documents.OpenXml.Pptx;
using Edify.Rag.Documents.OpenXml.Xlsx;

namespace Edify.Rag.Documents.Tests.OpenXml;

/// <summary>Files that an office suite wrote.</summary>
public class OfficeFixtureTests
{
    private static readonly DocumentReaderOptions Everything = new() { IncludeComments = true, IncludeHidden = true, IncludeSpeakerNotes = true };

    [Fact]
    public async Task A_document_is_read_as_written()
    {
        var (elements, info) = await ReadAsync(new DocxDocumentReader(Everything), "handbook.docx");
        Assert.Equal(
            [
                (ElementKind.Heading, 1, "School handbook"), (ElementKind.Paragraph, 0, "Lessons begin at 8:15."), (ElementKind.Heading, 2, "Absence"),
                (ElementKind.Paragraph, 0, "Parents call the office before eight."), (ElementKind.Note, 0, "Or write an e-mail."),
                (ElementKind.ListItem, 1, "Name the pupil."), (ElementKind.ListItem, 1, "Name the class."), (ElementKind.Table, 0, "Class\tTeacher\n5a\tMs Lee"),
            ],
            elements.Select(e => (e.Kind, e.Level, e.Text)));
        Assert.Equal(("School handbook", "Office"), (info.Title, info.Author));
    }

    [Fact]
    public async Task A_presentation_is_read_as_it_is_shown()
    {
        var (elements, info) = await ReadAsync(new PptxDocumentReader(new()), "lesson.pptx");
        Assert.Equal(
            [
                (ElementKind.Heading, 1, "How plants eat light"), (ElementKind.Paragraph, 1, "left: what goes in is water"),
                (ElementKind.Paragraph, 1, "right: what comes out is oxygen"), (ElementKind.Note, 1, "Show the leaf first."),
                (ElementKind.Heading, 2, "Steps"), (ElementKind.ListItem, 2, "Light reactions"), (ElementKind.ListItem, 2, "in the thylakoid"),
                (ElementKind.ListItem, 2, "Calvin cycle"), (ElementKind.Table, 2, "In\tOut\nCO2\tO2"),
            ],
            elements.Select(e => (e.Kind, e.Page, e.Text)));
        Assert.Equal(("Photosynthesis", 3), (info.Title, info.PageCount));
        Assert.Contains((await ReadAsync(new PptxDocumentReader(Everything), "lesson.pptx")).Elements, e => e is { Text: "For teachers", Page: 3 });
    }

    [Fact]
    public async Task A_workbook_is_read_as_it_is_shown()
    {
        var (elements, info) = await ReadAsync(new XlsxDocumentReader(new()), "timetable.xlsx");
        Assert.Equal(
            [
                (ElementKind.Heading, "Exams"), (ElementKind.Paragraph, "Exams of the spring term"),
                (ElementKind.Table, "Subject\tDate\tBegins\tPassed\nMathematics\t2026-03-02\t09:30\t92.5%\nPhysics\t2026-03-05\t\t80.0%"),
                (ElementKind.Table, "Pupils\t12\nTwice\t24"),
            ],
            elements.Select(e => (e.Kind, e.Text)));
        Assert.Equal(("School year", 2, "Answers"), (info.Title, info.PageCount, info.PageLabels[1]));
        var all = (await ReadAsync(new XlsxDocumentReader(Everything), "timetable.xlsx")).Elements;
        Assert.Contains(all, e => e.Kind == ElementKind.Note && e.Text.StartsWith("A3, ", StringComparison.Ordinal) && e.Text.EndsWith("Room 12 instead of 14.", StringComparison.Ordinal));
        Assert.Contains(all, e => e is { Text: "Secret", Page: 2 });
    }

    private static async Task<(List<DocumentElement> Elements, DocumentInfo Info)> ReadAsync(IDocumentReader reader, string name)
    {
        var info = new ReportedInfo();
        var bytes = await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "OpenXml", "Fixtures", name));
        Assert.True(reader.CanRead(TestDocuments.Probe("unnamed", bytes[..Math.Min(bytes.Length, 4096)])), "The format shows in the first bytes.");
        var elements = await reader.ReadAsync(bytes, new DocumentContext { Name = name, Info = info });
        return (elements.Where(e => e.Kind != ElementKind.RunningHead).ToList(), Assert.Single(info.Values));
    }

    private sealed class ReportedInfo : IProgress<DocumentInfo>
    {
        public List<DocumentInfo> Values { get; } = [];

        public void Report(DocumentInfo value) => Values.Add(value);
    }
}
