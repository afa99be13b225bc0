namespace Edify.Rag.Vectors.Embedded.Segments;

/// <summary>The sections of a segment's file, in order.</summary>
internal static class SegmentFormat
{
    /// <summary>"EDFYSEG2".</summary>
    public const ulong Magic = 0x3247455359464445;

    /// <summary>"EDFYSEG1", which had no sketches.</summary>
    public const ulong MagicWithoutSketches = 0x3147455359464445;

    /// <summary>Ids ascending, 16 bytes each in big-endian order, in which they sort.</summary>
    public const int Ids = 0;

    /// <summary>Vectors: a matrix of float32, row by row. Its own checksum is not used, <see cref="VectorChecksums"/> are.</summary>
    public const int Vectors = 1;

    /// <summary>CRC-32C of each block of <see cref="IVectorBlocks.BlockRows"/> vectors.</summary>
    public const int VectorChecksums = 2;

    /// <summary>Texts, each as <see cref="Encoding.ByteWriter.Text"/> writes it. Checked text by text.</summary>
    public const int Texts = 3;

    /// <summary>End of each text, int64, and its CRC-32C, uint32, with 4 bytes of nothing.</summary>
    public const int TextTable = 4;

    /// <summary>The text index, which checks itself.</summary>
    public const int Lexical = 5;

    /// <summary>Sketches of the vectors, see <see cref="VectorSketch"/>: int8, row by row. Checked block by block like the vectors.</summary>
    public const int Sketches = 6;

    /// <summary>CRC-32C of each block of <see cref="IVectorBlocks.BlockRows"/> sketches.</summary>
    public const int SketchChecksums = 7;

    /// <summary>A <see cref="SketchRow"/> for each sketch: two values of float32.</summary>
    public const int SketchRows = 8;

    public const int SectionCount = 9;

    public const int SectionCountWithoutSketches = Sketches;

    public const int IdSize = 16;

    public const int TextEntrySize = 16;
}
