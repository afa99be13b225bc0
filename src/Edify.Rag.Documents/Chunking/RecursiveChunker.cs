using System.Globalization;
using System.Runtime.CompilerServices;

namespace Edify.Rag.Documents.Chunking;

/// <summary>Cuts at the coarsest boundary that fills a chunk well: section, element, row or line, sentence, word, character.</summary>
/// <remarks>The heading path of a chunk is that of its first element other than a heading, so that it names headings it starts with.</remarks>
internal sealed class RecursiveChunker(ChunkerOptions options, ITextTokenizer tokenizer) : IChunker
{
    private readonly ChunkMeter _meter = ChunkMeter.For(options, tokenizer);
    private readonly bool _breaksAtHeadings = options.BreakAtHeadings;

    /// <inheritdoc/>
    public string Fingerprint { get; } = string.Join(
        ':',
        "recursive/1",
        options.Size.ToString(CultureInfo.InvariantCulture),
        options.Overlap.ToString(CultureInfo.InvariantCulture),
        options.BreakAtHeadings ? "headings" : "flat",
        options.Unit == ChunkUnit.Tokens ? tokenizer.Fingerprint : "characters");

    /// <inheritdoc/>
    public async IAsyncEnumerable<Chunk> ChunkAsync(
        IAsyncEnumerable<DocumentElement> elements, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(elements);

        var cutter = new ChunkCutter(_meter, _breaksAtHeadings);
        await foreach (var element in elements.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            cancellationToken.ThrowIfCancellationRequested();
            cutter.Add(element);
            while (cutter.Next(isComplete: false) is { } chunk) yield return chunk;
        }

        while (cutter.Next(isComplete: true) is { } chunk) yield return chunk;
    }
}
