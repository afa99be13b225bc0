using System.Runtime.CompilerServices;
using System.Text;
using Edify.Rag.Documents.Markdown.FrontMatter;
using Edify.Rag.Documents.Reading;
using Edify.Rag.Documents.Text;
using Markdig;
using Markdig.Extensions.EmphasisExtras;
using Markdig.Syntax;

namespace Edify.Rag.Documents.Markdown;

/// <summary>Reads Markdown (CommonMark with pipe tables); front matter tells title, author, language and properties.</summary>
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
    public string Fingerprint => "markdown/2";

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
        if (Parse(text, cancellationToken) is not var (document, info))
        {
            await foreach (var element in TextDocumentReader.ReadAsync(text, decoder, context, cancellationToken).ConfigureAwait(false)) yield return element;
            yield break;
        }

        decoder.ReportLosses(context);
        CheckObjects(document, context);
        if (info is not null) context.Info?.Report(info);
        var blocks = new MarkdownBlocks(context, cancellationToken);

        // As on a web page, the title stands above the text unless the text has one.
        var hasTitle = document.Descendants<HeadingBlock>().Any(heading => heading.Level == 1);
        if (!hasTitle && info?.Title is { } title && blocks.Title(title) is { } top) yield return top;
        foreach (var block in document)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var element in blocks.Read(block)) yield return element;
        }
    }

    private static void CheckObjects(MarkdownDocument document, DocumentContext context)
    {
        var objects = document.Descendants().Take((int)Math.Min(context.Limits.MaxObjects, int.MaxValue - 1) + 1).Count();
        if (objects > context.Limits.MaxObjects) throw OverLimit.Of(context, nameof(DocumentLimits.MaxObjects), context.Limits.MaxObjects, "parts");
    }

    private static MarkdownPipeline CreatePipeline()
    {
        var builder = new MarkdownPipelineBuilder().UsePipeTables().UseEmphasisExtras(EmphasisExtraOptions.Strikethrough);
        builder.InlineParsers.Insert(0, new CancellationParser());
        return builder.Build();
    }

    private (MarkdownDocument Document, DocumentInfo? Info)? Parse(StringBuilder text, CancellationToken cancellationToken)
    {
        if (text.Length > mostCharacters) return null;
        var markdown = text.ToString();
        var fields = FrontMatterBlock.Read(markdown, out var bodyStart);
        try
        {
            var document = Markdig.Markdown.Parse(markdown[bodyStart..], Pipeline, CancellationParser.ContextFor(cancellationToken));
            return (document, fields.Count > 0 ? FrontMatterInfo.Of(fields) : null);
        }
        catch (ArgumentException)
        {
            // How the parser says that elements are nested too deeply.
            return null;
        }
    }
}
