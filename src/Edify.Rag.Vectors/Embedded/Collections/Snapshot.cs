using Edify.Rag.Vectors.Embedded.Memory;
using Edify.Rag.Vectors.Embedded.Segments;

namespace Edify.Rag.Vectors.Embedded.Collections;

/// <summary>A collection at one moment. Whoever reads it holds it, so that no file is unmapped under a search.</summary>
internal sealed class Snapshot : SharedResource
{
    public Snapshot(CollectionDescription description, IReadOnlyList<SealedSegment> sealedSegments, MemorySegment memory)
    {
        (Description, Sealed, Memory) = (description, sealedSegments, memory);
        Segments = memory.RowCount == 0 ? [.. sealedSegments] : [.. sealedSegments, memory];
        foreach (var segment in sealedSegments)
        {
            segment.File.TryHold();
            segment.FieldFile.TryHold();
        }
    }

    public CollectionDescription Description { get; }

    /// <summary>Names the content: manifest and journal, and how far the journal was taken in.</summary>
    public string Version { get; init; } = string.Empty;

    public IReadOnlyList<SealedSegment> Sealed { get; }

    public MemorySegment Memory { get; }

    /// <summary>All that is searched.</summary>
    public IReadOnlyList<ISegment> Segments { get; }

    protected override void Free()
    {
        foreach (var segment in Sealed)
        {
            segment.File.Release();
            segment.FieldFile.Release();
        }
    }
}
