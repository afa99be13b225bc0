using System.Text;
using Edify.Rag.Documents.Tests.Containers;
using Edify.Rag.Documents.Tests.OpenXml.Docx;

namespace Edify.Rag.Documents.Tests.Archives;

public class ZipDocumentReaderTests
{
    [Fact]
    public async Task Files_are_read_in_the_order_of_their_paths_each_under_a_heading_that_its_own_lie_below()
    {
        var archive = TestArchive.Of(
            ("week 2/plan.md", "# Plan\n\n## Monday\n\nRead."),
            ("week 1/notes.txt", "Some notes."),
            ("marks.csv", "name,mark\nAnn,1\n"),
            ("letter.docx", DocxFile.Build(DocxFile.P(DocxFile.T("Dear parents")))));
        var elements = await ContainerReaders.Reader().ReadAsync(archive);
        Assert.Equal(
            [
                (ElementKind.Heading, "letter.docx", 1), (ElementKind.Paragraph, "Dear parents", 0),
                (ElementKind.Heading, "marks.csv", 1), (ElementKind.Table, "name\tmark\nAnn\t1", 0),
                (ElementKind.Heading, "week 1/notes.txt", 1), (ElementKind.Paragraph, "Some notes.", 0),
                (ElementKind.Heading, "week 2/plan.md", 1), (ElementKind.Heading, "Plan", 2), (ElementKind.Heading, "Monday", 3), (ElementKind.Paragraph, "Read.", 0),
            ],
            elements.Select(e => (e.Kind, e.Text, e.Level)));
        Assert.Equal(["week 2/plan.md", "Plan", "Monday"], elements[^1].HeadingPath);
        Assert.Equal(elements.Take(elements.Count - 1).Sum(e => e.Text.Length + 1L), elements[^1].Start);
    }

    [Fact]
    public async Task What_cannot_be_read_is_reported_and_costs_nothing_else()
    {
        var events = new ReportedEvents();
        var archive = TestArchive.Of(
            ("a.txt", "First."), ("broken.docx", "PK\x03\x04 no more"), ("photo.jpg", new byte[] { 0xFF, 0xD8, 0xFF, 0xE0, 0, 1, 2, 3 }), ("z.txt", "Last."));
        var elements = await ContainerReaders.Reader().ReadAsync(archive, new DocumentContext { Name = "a.zip", Report = events });
        Assert.Equal(["a.txt", "First.", "z.txt", "Last."], elements.Select(e => e.Text));
        Assert.All(events.Events, e => Assert.Equal((ReadEventKind.LeftOut, 0), (e.Kind, e.Page)));
        Assert.Equal(["broken.docx", "photo.jpg"], events.Events.Select(e => e.Detail.Split(':')[0]));
    }

    [Fact]
    public async Task A_file_whose_bytes_are_damaged_does_not_lose_those_after_it()
    {
        var archive = TestArchive.Of(("a.txt", string.Concat(Enumerable.Range(0, 5_000))), ("z.txt", "Last."));
        archive.AsSpan(300, 400).Fill(0xFF);
        var events = new ReportedEvents();
        var elements = await ContainerReaders.Reader().ReadAsync(archive, new DocumentContext { Name = "a.zip", Report = events });
        Assert.Equal(["z.txt", "Last."], elements.TakeLast(2).Select(e => e.Text));
        Assert.Contains(events.Events, e => e.Kind == ReadEventKind.LeftOut && e.Detail.StartsWith("a.txt", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_systems_leave_behind_is_passed_over()
    {
        var events = new ReportedEvents();
        var archive = TestArchive.Of(
            ("__MACOSX/._a.txt", "x"), (".DS_Store", "x"), ("sub/Thumbs.db", "x"), ("desktop.ini", "x"), ("~$plan.docx", "x"), (".git/config", "x"), ("folder/", ""), ("a.txt", "Text."));
        var elements = await ContainerReaders.Reader().ReadAsync(archive, new DocumentContext { Name = "a.zip", Report = events });
        Assert.Equal(["a.txt", "Text."], elements.Select(e => e.Text));
        Assert.Empty(events.Events);
    }

    [Fact]
    public async Task Names_that_lead_elsewhere_are_labels_and_nothing_more()
    {
        var elements = await ContainerReaders.Reader().ReadAsync(TestArchive.Of(("../../etc/passwd.txt", "One."), ("C:\\temp\\.\\b.txt", "Two.")));
        Assert.Equal(["etc/passwd.txt", "One.", "C:/temp/b.txt", "Two."], elements.Select(e => e.Text));
    }

    [Fact]
    public async Task Archives_in_archives_are_read_as_deep_as_allowed()
    {
        var archive = TestArchive.Of(("deepest.txt", "Found."));
        for (var i = 0; i < 4; i++) archive = TestArchive.Of(($"level{i}.zip", archive), ("near.txt", $"At {i}."));

        var events = new ReportedEvents();
        var context = new DocumentContext { Name = "a.zip", Report = events };
        var elements = await ContainerReaders.Reader(o => o.MaxArchiveDepth = 5).ReadAsync(archive, context);
        Assert.Equal(["level3.zip", "level2.zip", "level1.zip", "level0.zip", "deepest.txt"], elements.Single(e => e.Text == "Found.").HeadingPath);
        Assert.Empty(events.Events);

        elements = await ContainerReaders.Reader(o => o.MaxArchiveDepth = 3).ReadAsync(archive, context);
        Assert.DoesNotContain(elements, e => e.Text is "Found." or "At 0.");
        Assert.Contains(elements, e => e.Text == "At 1.");
        Assert.Contains("MaxArchiveDepth", Assert.Single(events.Events).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inflated_bytes_are_counted_over_all_files_and_end_the_whole()
    {
        var archive = TestArchive.Of(("inner.zip", TestArchive.Of(("a.txt", new string('a', 600_000)))), ("z.txt", new string('z', 600_000)));
        var context = new DocumentContext { Name = "bomb.zip", Limits = new DocumentLimits { MaxInflatedBytes = 1_000_000 } };
        var error = await Assert.ThrowsAsync<DocumentReadException>(() => ContainerReaders.Reader().ReadAsync(archive, context));
        Assert.Equal((DocumentFault.OverLimit, nameof(DocumentLimits.MaxInflatedBytes), "bomb.zip"), (error.Fault, error.Limit, error.Document));
        Assert.Equal(4, (await ContainerReaders.Reader().ReadAsync(archive)).Count(e => e.Kind == ElementKind.Heading) + 1);
    }

    [Fact]
    public async Task A_file_over_a_limit_of_its_own_is_left_out_alone()
    {
        var archive = TestArchive.Of(("a.txt", new string('a', 5_000)), ("b.txt", "Small."));
        var events = new ReportedEvents();
        var context = new DocumentContext { Name = "a.zip", Report = events, Limits = new DocumentLimits { MaxFileBytes = 4_000 } };
        Assert.Equal(["b.txt", "Small."], (await ContainerReaders.Reader().ReadAsync(archive, context)).Select(e => e.Text));
        Assert.Contains(nameof(DocumentLimits.MaxFileBytes), Assert.Single(events.Events).Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5, 100, nameof(DocumentReaderOptions.MaxArchiveEntries))]
    [InlineData(100, 5, nameof(DocumentLimits.MaxObjects))]
    public async Task An_archive_of_too_many_files_is_refused(int mostEntries, int mostObjects, string limit)
    {
        var archive = TestArchive.Of([.. Enumerable.Range(0, 6).Select(i => ($"{i}.txt", (object)"x"))]);
        var context = new DocumentContext { Name = "a.zip", Limits = new DocumentLimits { MaxObjects = mostObjects } };
        var error = await Assert.ThrowsAsync<DocumentReadException>(() => ContainerReaders.Reader(o => o.MaxArchiveEntries = mostEntries).ReadAsync(archive, context));
        Assert.Equal((DocumentFault.OverLimit, limit), (error.Fault, error.Limit));
    }

    [Fact]
    public async Task Encrypted_files_are_reported_and_an_archive_of_nothing_else_is_encrypted()
    {
        var events = new ReportedEvents();
        var context = new DocumentContext { Name = "a.zip", Report = events };
        var some = TestArchive.Encrypt(TestArchive.Of(("a.txt", "x"), ("b.txt", "Open.")), count: 1);
        Assert.Equal(["b.txt", "Open."], (await ContainerReaders.Reader().ReadAsync(some, context)).Select(e => e.Text));
        Assert.Equal("a.txt: it is encrypted", Assert.Single(events.Events).Detail);

        var all = TestArchive.Encrypt(TestArchive.Of(("a.txt", "x"), ("b.txt", "y")), count: 2);
        Assert.Equal(DocumentFault.Encrypted, (await Assert.ThrowsAsync<DocumentReadException>(() => ContainerReaders.Reader().ReadAsync(all, context))).Fault);
    }

    [Fact]
    public async Task An_archive_that_is_a_document_is_read_as_one()
    {
        // The first entry hides from the head what the others are.
        var docx = TestArchive.Of(
            ("docProps/thumbnail.bin", RandomBytes(20_000)), ("[Content_Types].xml", "<Types/>"), ("_rels/.rels", DocxFile.Relationships(("officeDocument", "word/document.xml"))),
            ("word/document.xml", $"<w:document {DocxFile.Namespaces}><w:body>{DocxFile.P(DocxFile.T("Inside"))}</w:body></w:document>"));
        Assert.Equal("Inside", Assert.Single(await ContainerReaders.Reader().ReadAsync(docx, new DocumentContext { Name = "a.zip" })).Text);
    }

    [Fact]
    public async Task Names_in_UTF_8_and_in_the_code_page_of_DOS_are_decoded()
    {
        foreach (var (encoding, name) in new[] { (CodePagesEncodingProvider.Instance.GetEncoding(437)!, "Prüfung.txt"), (Encoding.UTF8, "Prüfung – 試験.txt") })
            Assert.Equal(name, (await ContainerReaders.Reader().ReadAsync(TestArchive.Unmarked(encoding, name, "Text.")))[0].Text);
    }

    [Fact]
    public async Task Readers_of_users_are_asked_too_and_may_fail_as_they_like()
    {
        var events = new ReportedEvents();
        var archive = TestArchive.Of(("a.scores", "x"), ("b.txt", "Text."));
        var elements = await ContainerReaders.Reader(first: new FailingReader()).ReadAsync(archive, new DocumentContext { Name = "a.zip", Report = events });
        Assert.Equal(["a.scores", "before it failed", "b.txt", "Text."], elements.Select(e => e.Text));
        Assert.Equal("a.scores: it is damaged (FormatException)", Assert.Single(events.Events).Detail);
    }

    [Fact]
    public async Task An_archive_without_files_has_no_elements_and_half_of_one_is_damaged()
    {
        Assert.Empty(await ContainerReaders.Reader().ReadAsync(TestArchive.Of()));
        var half = TestArchive.Of(("a.txt", new string('x', 1_000)))[..50];
        Assert.Equal(DocumentFault.Damaged, (await Assert.ThrowsAsync<DocumentReadException>(() => ContainerReaders.Reader().ReadAsync(half))).Fault);
    }

    [Fact]
    public void The_fingerprint_tells_of_every_reader_and_limit()
    {
        var fingerprint = ContainerReaders.Reader().Fingerprint;
        Assert.StartsWith("zip/1-", fingerprint, StringComparison.Ordinal);
        Assert.Equal(fingerprint, ContainerReaders.Reader().Fingerprint);
        Assert.NotEqual(fingerprint, ContainerReaders.Reader(o => o.MaxArchiveDepth = 4).Fingerprint);
        Assert.NotEqual(fingerprint, ContainerReaders.Reader(first: new FailingReader()).Fingerprint);
    }

    private static byte[] RandomBytes(int length)
    {
        var bytes = new byte[length];
        new Random(5).NextBytes(bytes);
        return bytes;
    }

    private sealed class FailingReader : IDocumentReader
    {
        public string Fingerprint => "scores/1";

        public bool NeedsSeeking => false;

        public bool CanRead(DocumentProbe probe) => probe.Name.EndsWith(".scores", StringComparison.Ordinal);

        public async IAsyncEnumerable<DocumentElement> ReadAsync(
            Stream content, DocumentContext context, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            Assert.Null(context.Info);
            Assert.Equal("a.zip/a.scores", context.Name);
            yield return new(ElementKind.Paragraph, "before it failed");
            throw new FormatException("no scores");
        }
    }
}
