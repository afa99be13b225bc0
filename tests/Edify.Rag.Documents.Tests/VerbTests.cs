using Edify.Rag.Documents.Chunking;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Edify.Rag.Documents.Tests;

public class VerbTests
{
    [Theory]
    [InlineData("a.html", "html/2")]
    [InlineData("a.md", "markdown/2")]
    [InlineData("a.unknown", "text/2")]
    [InlineData("a.docx", "docx/2")]
    [InlineData("a.pptx", "pptx/1")]
    [InlineData("a.xlsx", "xlsx/1")]
    public void The_first_reader_that_can_read_a_file_is_the_one_for_its_format(string name, string fingerprint)
    {
        using var services = Build(rag => rag.UseDocumentReaders());
        var reader = services.GetRagAll<IDocumentReader>("docs").First(r => r.CanRead(TestDocuments.Probe(name, "some text")));
        Assert.Equal(fingerprint, reader.Fingerprint);
    }

    [Fact]
    public void The_chunker_uses_the_options_and_the_tokenizer_of_its_pipeline()
    {
        using var services = Build(rag => rag.UseRecursiveChunker(o => (o.Size, o.Overlap, o.Unit) = (300, 30, ChunkUnit.Tokens)));
        var expected = new RecursiveChunker(new ChunkerOptions { Size = 300, Overlap = 30, Unit = ChunkUnit.Tokens }, new ApproximateTokenizer());
        Assert.Equal(expected.Fingerprint, services.GetRag<IChunker>("docs").Fingerprint);
    }

    [Fact]
    public void An_option_that_cannot_work_is_named()
    {
        using var services = Build(rag => rag.UseRecursiveChunker(o => o.Overlap = 900));
        var error = Assert.Throws<OptionsValidationException>(() => services.GetRag<IChunker>("docs"));
        Assert.Contains("Overlap is 900", error.Message, StringComparison.Ordinal);
    }

    private static ServiceProvider Build(Action<IRagBuilder> configure)
    {
        var builder = new TestRagBuilder("docs");
        configure(builder);
        return builder.Services.BuildServiceProvider();
    }
}
