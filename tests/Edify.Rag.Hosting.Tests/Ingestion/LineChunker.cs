using System.Runtime.CompilerServices;

namespace Edify.Rag.Hosting.Tests.Ingestion;

/// <summary>Makes a chunk of each element.</summary>
internal sealed class LineChunker : IChunker
{
    public string Fingerprint => "lines/1";

    public async IAsyncEnumerable<Chunk> ChunkAsync(
        IAsyncEnumerable<DocumentElement> elements, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var ordinal = 0;
        await foreach (var element in elements.WithCancellation(cancellationToken))
            yield return new(ordinal++, element.Text) { Span = element.Span };
    }
}
