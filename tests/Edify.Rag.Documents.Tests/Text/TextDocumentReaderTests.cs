using System.Text;
using Edify.Rag.Documents.Text;

namespace Edify.Rag.Documents.Tests.Text;

public class TextDocumentReaderTests
{
    private static readonly TextDocumentReader Reader = new();

    [Fact]
    public async Task Blank_lines_part_paragraphs_and_line_breaks_within_become_spaces()
    {
        var elements = await Reader.ReadAsync("First line\r\nsecond line\r\n\r\n  \t\nNext.\rLast");
        Assert.Equal(["First line second line", "Next. Last"], elements.Select(e => e.Text));
        Assert.Equal([0L, 23L], elements.Select(e => e.Start));
    }

    [Fact]
    public async Task Underlined_lines_are_headings_and_marked_lines_are_items()
    {
        var elements = await Reader.ReadAsync("Title\n=====\n\nPart\n----\n- one\n  - deeper\n- two\n1. first\n2) second\n\nRevenue in\n1999. A year.");
        Assert.Equal(
            [(ElementKind.Heading, "Title", 1), (ElementKind.Heading, "Part", 2), (ElementKind.ListItem, "one", 1), (ElementKind.ListItem, "deeper", 2),
             (ElementKind.ListItem, "two", 1), (ElementKind.ListItem, "first", 1), (ElementKind.ListItem, "second", 1), (ElementKind.Paragraph, "Revenue in 1999. A year.", 0)],
            elements.Select(e => (e.Kind, e.Text, e.Level)));
        Assert.Equal(["Title", "Part"], elements[^1].HeadingPath);
    }

    [Fact]
    public async Task Form_feeds_count_pages_and_without_them_there_are_none()
    {
        var paged = await Reader.ReadAsync("One\n\fTwo\n\n\fThree");
        Assert.Equal([1, 2, 3], paged.Select(e => e.Page));
        Assert.Equal(0, Assert.Single(await Reader.ReadAsync("One")).Page);
    }

    public static TheoryData<string, Encoding> Encodings => new()
    {
        { "UTF-8 with mark", new UTF8Encoding(true) },
        { "UTF-8", new UTF8Encoding(false) },
        { "UTF-16 LE with mark", new UnicodeEncoding(false, true) },
        { "UTF-16 BE with mark", new UnicodeEncoding(true, true) },
        { "UTF-16 LE", new UnicodeEncoding(false, false) },
        { "UTF-16 BE", new UnicodeEncoding(true, false) },
        { "UTF-32 LE with mark", new UTF32Encoding(false, true) },
        { "UTF-32 BE with mark", new UTF32Encoding(true, true) },
        { "Windows-1252", CodePagesEncodingProvider.Instance.GetEncoding(1252)! },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public async Task Each_encoding_is_recognised(string name, Encoding encoding)
    {
        const string Text = "Schüler lernen “viel” für 5 € – naïve Idee";
        byte[] bytes = [.. encoding.Preamble, .. encoding.GetBytes(Text)];
        Assert.True(Reader.CanRead(TestDocuments.Probe("x.txt", bytes)), name);
        Assert.Equal(Text, Assert.Single(await Reader.ReadAsync(bytes)).Text);
    }

    [Fact]
    public async Task The_first_byte_beyond_ASCII_decides_however_late_it_comes()
    {
        var start = string.Concat(Enumerable.Repeat("plain text \n\n", 20_000));
        Assert.Equal("ein Schüler", (await Reader.ReadAsync([.. Encoding.ASCII.GetBytes(start), .. Encoding.Latin1.GetBytes("ein Schüler")]))[^1].Text);
        Assert.Equal("ein Schüler", (await Reader.ReadAsync([.. Encoding.ASCII.GetBytes(start), .. Encoding.UTF8.GetBytes("ein Schüler")]))[^1].Text);
    }

    [Theory]
    [InlineData(64 * 1024 - 1)]
    [InlineData(64 * 1024 - 2)]
    [InlineData(64 * 1024 - 3)]
    public async Task Characters_that_lie_across_blocks_stay_whole(int padding)
    {
        var bytes = Encoding.UTF8.GetBytes(new string('x', padding) + "\n\n€uro");
        Assert.Equal("€uro", (await Reader.ReadAsync(bytes))[^1].Text);
        var legacy = EncodingDetector.Windows1252.GetBytes(new string('x', padding - 2) + "\n\né and more");
        Assert.Equal("é and more", (await Reader.ReadAsync(legacy))[^1].Text);
    }

    [Fact]
    public async Task What_cannot_be_decoded_is_replaced_and_reported_once()
    {
        var events = new ReportedEvents();
        byte[] bytes = [.. "grüß "u8, 0xFF, 0xFE, .. " schöne Grüße"u8];
        var elements = await Reader.ReadAsync(bytes, new DocumentContext { Name = "x", Report = events });
        Assert.Equal("grüß \uFFFD\uFFFD schöne Grüße", Assert.Single(elements).Text);
        var reported = Assert.Single(events.Events);
        Assert.Equal((ReadEventKind.Undecodable, "2 characters could not be decoded"), (reported.Kind, reported.Detail));
    }

    [Fact]
    public async Task A_paragraph_without_end_is_cut_at_white_space_and_never_within_a_surrogate_pair()
    {
        var words = await Reader.ReadAsync(string.Concat(Enumerable.Repeat("word ", 40_000)));
        Assert.True(words.Count > 1);
        Assert.All(words, e => Assert.True(e.Text.Length <= TextStructure.MaxElement && e.Text.StartsWith("word", StringComparison.Ordinal) && e.Text.EndsWith("word", StringComparison.Ordinal)));

        var faces = await Reader.ReadAsync("x" + string.Concat(Enumerable.Repeat("😀", 70_000)));
        Assert.Equal(140_001, faces.Sum(e => e.Text.Length));
        Assert.DoesNotContain(faces, e => e.Text.Contains('\uFFFD', StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_without_bytes_has_no_elements() => Assert.Empty(await Reader.ReadAsync([]));

    [Fact]
    public void Binary_content_is_refused()
    {
        var noise = new byte[4096];
        new Random(7).NextBytes(noise);
        Assert.False(Reader.CanRead(TestDocuments.Probe("x.txt", noise)));
        Assert.False(Reader.CanRead(TestDocuments.Probe("x.txt", [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13])));
    }
}
