using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Edify.Rag.Documents.Tests;

public class VerbTests
{
    [Theory]
    [InlineData("a.html", "html/3")]
    [InlineData("a.md", "markdown/2")]
    [InlineData("a.unknown", "text/2")]
    [InlineData("a.docx", "docx/4")]
    [InlineData("a.pptx", "pptx/2")]
    [InlineData("a.xlsx", "xlsx/3")]
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
        Assert.Equal("recursive/2:300:approximate/1:prefixed:2:30:headings", services.GetRag<IChunker>("docs").Fingerprint);
    }

    [Fact]
    public void Every_chunker_has_a_verb_and_a_name_of_its_own()
    {
        Action<IRagBuilder>[] verbs =
        [
            rag => rag.UseRecursiveChunker(), rag => rag.UseStructureChunker(), rag => rag.UsePageChunker(),
            rag => rag.UseSentenceWindowChunker(), rag => rag.UseSemanticChunker(),
        ];
        var names = verbs.Select(verb =>
        {
            using var services = Build(rag =>
            {
                verb(rag);
                rag.Use<IEmbeddingGenerator<string, Embedding<float>>>("words", _ => new WordEmbedder());
            });
            return services.GetRag<IChunker>("docs").Fingerprint.Split(':')[0];
        });
        Assert.Equal(["recursive/2", "structure/1", "page/1", "sentences/1", "semantic/1"], names);
    }

    [Fact]
    public void Tokens_are_counted_by_the_pipeline_else_by_the_embedder_else_estimated()
    {
        static void Embedder(IRagBuilder rag, ITextTokenizer? tokenizer) =>
            rag.Use<IEmbeddingGenerator<string, Embedding<float>>>("words", _ => new WordEmbedder(tokenizer));

        Assert.Equal("approximate/1", TokenizerOf(rag => Embedder(rag, tokenizer: null)));
        Assert.Equal("words/1", TokenizerOf(rag => Embedder(rag, new WordTokenizer("words/1"))));
        Assert.Equal("own/1", TokenizerOf(rag =>
        {
            Embedder(rag, new WordTokenizer("words/1"));
            rag.Use<ITextTokenizer>("own", _ => new WordTokenizer("own/1"));
        }));
    }

    private static string TokenizerOf(Action<IRagBuilder> configure)
    {
        using var services = Build(rag =>
        {
            rag.UseStructureChunker(o => o.Unit = ChunkUnit.Tokens);
            configure(rag);
        });
        return services.GetRag<IChunker>("docs").Fingerprint.Split(':')[2];
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
