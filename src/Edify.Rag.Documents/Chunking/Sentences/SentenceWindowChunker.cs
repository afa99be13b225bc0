using System.Runtime.CompilerServices;
using Edify.Rag.Documents.Chunking.Measuring;

namespace Edify.Rag.Documents.Chunking.Sentences;

/// <summary>Finds by single sentences and answers with what stands around them.</summary>
internal sealed class SentenceWindowChunker(SentenceWindowChunkerOptions options, ITextTokenizer tokenizer) : IChunker
{
    /// <inheritdoc/>
    public string Fingerprint { get; } = ChunkerFingerprint.Of(
        "sentences/1", options, tokenizer, ChunkerFingerprint.Number(options.Sentences), ChunkerFingerprint.Number(options.Window));

    /// <inheritdoc/>
    public async IAsyncEnumerable<Chunk> ChunkAsync(
        IAsyncEnumerable<DocumentElement> elements, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(elements);

        var meter = ChunkMeter.For(options, tokenizer);
        var splitter = new UnitSplitter(meter);
        var groups = new SentenceGroups(options, meter);
        var repeats = new RepeatFilter(options.MaxOccurrences);
        var units = new List<TextUnit>();
        await foreach (var element in elements.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (element.Text.Length == 0 || element.Kind == ElementKind.RunningHead) continue;
            if (repeats.Drops(element))
            {
                splitter.Skip(element.Text.Length + 1);
                continue;
            }

            units.Clear();
            splitter.Split(element, units);
            foreach (var unit in units)
            {
                groups.Add(unit);
                while (groups.Next(isComplete: false) is { } chunk) yield return chunk;
            }
        }

        while (groups.Next(isComplete: true) is { } chunk) yield return chunk;
    }
}
