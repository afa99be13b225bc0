using System.Runtime.CompilerServices;
using Edify.Rag.Documents.Chunking.Measuring;
using Microsoft.Extensions.AI;

namespace Edify.Rag.Documents.Chunking.Sentences;

/// <summary>Cuts where the embeddings of neighbouring sentences part.</summary>
/// <remarks>
/// After G. Kamradt, "5 Levels of Text Splitting" (2023). One pass in bounded memory: the percentile is taken of 512 sentences at a
/// time; the last passage of each time is looked at again with what follows. Sections are boundaries, unless one is small.
/// </remarks>
internal sealed class SemanticChunker(
    SemanticChunkerOptions options, ITextTokenizer tokenizer, IEmbeddingGenerator<string, Embedding<float>> embedder) : IChunker
{
    private const int Capacity = 512;

    /// <inheritdoc/>
    public string Fingerprint { get; } = ChunkerFingerprint.Of(
        "semantic/1", options, tokenizer, ChunkerFingerprint.Number(options.MinSize), ChunkerFingerprint.Number(options.Percentile),
        ChunkerFingerprint.Number(options.Neighbours), ModelOf(embedder));

    /// <inheritdoc/>
    public async IAsyncEnumerable<Chunk> ChunkAsync(
        IAsyncEnumerable<DocumentElement> elements, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(elements);

        var meter = ChunkMeter.For(options, tokenizer);
        var splitter = new UnitSplitter(meter);
        var maker = new PassageMaker(meter, options.PrefixHeadings);
        var repeats = new RepeatFilter(options.MaxOccurrences);
        var units = new List<TextUnit>();
        await foreach (var element in elements.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (element.Text.Length == 0 || element.Kind == ElementKind.RunningHead) continue;
            var isDropped = repeats.Drops(element);
            if (isDropped) splitter.Skip(element.Text.Length + 1);
            else splitter.Split(element, units);

            while (units.Count >= Capacity || (isDropped && units.Count > 0))
                foreach (var passage in await TakeAsync(units, isDropped, meter, maker, cancellationToken).ConfigureAwait(false)) yield return maker.Make(passage);
        }

        while (units.Count > 0)
            foreach (var passage in await TakeAsync(units, true, meter, maker, cancellationToken).ConfigureAwait(false)) yield return maker.Make(passage);
    }

    private async Task<List<List<TextUnit>>> TakeAsync(
        List<TextUnit> units, bool isComplete, ChunkMeter meter, PassageMaker maker, CancellationToken cancellationToken)
    {
        var taken = units[..Math.Min(units.Count, Capacity)];
        var distances = await new SentenceDistances(embedder, options.Neighbours).MeasureAsync(taken, cancellationToken).ConfigureAwait(false);
        for (var i = 0; i < distances.Length; i++)
            if (taken[i].Section != taken[i + 1].Section) distances[i] = double.PositiveInfinity;

        var ranges = new SemanticSegments(options.Size, options.MinSize, options.Percentile)
            .Find(distances, [.. taken.Select(u => meter.Measure(u.Raw))]);
        var mayGoOn = ranges.Count > 1 && !(isComplete && taken.Count == units.Count);
        if (mayGoOn) ranges.RemoveAt(ranges.Count - 1);
        units.RemoveRange(0, ranges[^1].End.Value);
        return [.. ranges.SelectMany(r => Fitting(taken[r], maker))];
    }

    // The tokens of sentences do not always add up to those of the passage.
    private IEnumerable<List<TextUnit>> Fitting(List<TextUnit> passage, PassageMaker maker)
    {
        if (passage.Count == 1 || maker.Measure(passage) <= options.Size) return [passage];
        var half = passage.Count / 2;
        return Fitting(passage[..half], maker).Concat(Fitting(passage[half..], maker));
    }

    private static string ModelOf(IEmbeddingGenerator<string, Embedding<float>> embedder)
    {
        var metadata = embedder.GetService(typeof(EmbeddingGeneratorMetadata)) as EmbeddingGeneratorMetadata;
        return $"{metadata?.ProviderName ?? embedder.GetType().Name}/{metadata?.DefaultModelId ?? "default"}";
    }
}
