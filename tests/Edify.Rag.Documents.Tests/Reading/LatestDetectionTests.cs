using System.Text;
using Edify.Rag.Documents.Reading;

namespace Edify.Rag.Documents.Tests.Reading;

public class LatestDetectionTests
{
    [Fact]
    public void A_file_is_looked_at_once_however_many_readers_ask()
    {
        var looks = 0;
        for (var reader = 0; reader < 12; reader++) Assert.Equal(DocumentFormat.Csv, LatestDetection.Of(Probe("a.csv", "a,b"), Look));
        Assert.Equal(1, looks);

        DocumentFormat Look(DocumentProbe probe)
        {
            looks++;
            return DocumentFormat.Csv;
        }
    }

    [Fact]
    public void Another_name_media_type_or_content_is_another_file_even_in_the_same_buffer()
    {
        var buffer = "<html>"u8.ToArray();
        Assert.Equal(DocumentFormat.Html, DocumentFormats.Detect(new("a", null, buffer)));
        "%PDF-1"u8.CopyTo(buffer);
        Assert.Equal(DocumentFormat.Pdf, DocumentFormats.Detect(new("a", null, buffer)));
        Assert.Equal(DocumentFormat.Text, DocumentFormats.Detect(Probe("a.txt", "plain")));
        Assert.Equal(DocumentFormat.Markdown, DocumentFormats.Detect(Probe("a.md", "plain")));
        Assert.Equal(DocumentFormat.Text, DocumentFormats.Detect(Probe("a", "plain")));
        Assert.Equal(DocumentFormat.Html, DocumentFormats.Detect(Probe("a", "plain", "text/html")));
        Assert.Equal(DocumentFormat.Text, DocumentFormats.Detect(Probe("a", "plai")));
    }

    private static DocumentProbe Probe(string name, string head, string? contentType = null) => new(name, contentType, Encoding.UTF8.GetBytes(head));
}
