using System.Runtime.CompilerServices;
using Edify.Rag.Documents.Chunking.Measuring;

namespace Edify.Rag.Documents.Chunking.Cutting;

/// <summary>Cuts at the coarsest boundary that fills a chunk well: section or page, element, row or line, sentence, word, character.</summary>
/// <remarks>The heading path of a chunk is that of its first element other than a heading, so that it names headings it starts with.</remarks>
internal sealed class ElementChunker(string fingerprint, ChunkerOptions options, CutRules rules, ITextTokenizer tokenizer) : IChunker
{
    /// <inheritdoc/>
    public string Fingerprint => fingerprint;

    /// <inheritdoc/>
    public async IAsyncEnumerable<Chunk> ChunkAsync(
        IAsyncEnumerable<DocumentElement> elements, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(elements);

        var cutter = new ChunkCutter(ChunkMeter.For(options, tokenizer), rules);
        var repeats = new RepeatFilter(options.MaxOccurrences);
        await foreach (var element in elements.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (element.Text.Length == 0 || element.Kind == ElementKind.RunningHead) continue;
            var isDropped = repeats.Drops(element);
            if (!isDropped) cutter.Add(element);
            while (cutter.Next(isComplete: isDropped) is { } chunk) yield return chunk;
            if (isDropped) cutter.Skip(element.Text.Length + 1);
        }

        while (cutter.Next(isComplete: true) is { } chunk) yield return chunk;
    }
}
