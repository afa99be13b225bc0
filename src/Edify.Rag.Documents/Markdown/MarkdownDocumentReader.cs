using System.Runtime.CompilerServices;
using System.Text;
using Edify.Rag.Documents.Reading;
using Edify.Rag.Documents.Text;
using Markdig;
using Markdig.Extensions.EmphasisExtras;
using Markdig.Syntax;

namespace Edify.Rag.Documents.Markdown;

/// <summary>Reads Markdown (CommonMark with pipe tables; front matter is skipped).</summary>
/// <remarks>
/// The parser needs the whole text, so that longer texts, and those nested deeper than people write, are read as text
/// without markup.
/// </remarks>
/// <param name="mostCharacters">Longest text to parse.</param>
internal sealed class MarkdownDocumentReader(int mostCharacters = MarkdownDocumentReader.MostCharacters) : IDocumentReader
{
    private const int MostCharacters = 32 * 1024 * 1024;

    private static readonly MarkdownPipeline Pipeline = CreatePipeline();

    /// <inheritdoc/>
    public string Fingerprint => "markdown/1";

    /// <inheritdoc/>
    public bool NeedsSeeking => false;

    /// <inheritdoc/>
    public bool CanRead(DocumentProbe probe) => DocumentFormats.Detect(probe) == DocumentFormat.Markdown;

    /// <inheritdoc/>
    public IAsyncEnumerable<DocumentElement> ReadAsync(Stream content, DocumentContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(context);
        return ReadBlocksAsync(content, context, cancellationToken).WithDamageAs(context.Name, e => e is InvalidDataException, cancellationToken);
    }

    private async IAsyncEnumerable<DocumentElement> ReadBlocksAsync(
        Stream content, DocumentContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var decoder = new TextDecoder(content);
        var text = await decoder.ReadAtMostAsync(mostCharacters, cancellationToken).ConfigureAwait(false);
        if (Parse(text, cancellationToken) is not { } document)
        {
            await foreach (var element in TextDocumentReader.ReadAsync(text, decoder, context, cancellationToken).ConfigureAwait(false)) yield return element;
            yield break;
        }

        decoder.ReportLosses(context);
        var blocks = new MarkdownBlocks();
        foreach (var block in document)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var element in blocks.Read(block)) yield return element;
        }
    }

    private static MarkdownPipeline CreatePipeline()
    {
        var builder = new MarkdownPipelineBuilder().UsePipeTables().UseYamlFrontMatter().UseEmphasisExtras(EmphasisExtraOptions.Strikethrough);
        builder.InlineParsers.Insert(0, new CancellationParser());
        return builder.Build();
    }

    private MarkdownDocument? Parse(StringBuilder text, CancellationToken cancellationToken)
    {
        if (text.Length > mostCharacters) return null;
        try
        {
            return Markdig.Markdown.Parse(text.ToString(), Pipeline, CancellationParser.ContextFor(cancellationToken));
        }
        catch (ArgumentException)
        {
            // How the parser says that elements are nested too deeply.
            return null;
        }
    }
}
