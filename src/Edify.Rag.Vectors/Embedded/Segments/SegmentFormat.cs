namespace Edify.Rag.Vectors.Embedded.Segments;

/// <summary>The sections of a segment's file, in order.</summary>
internal static class SegmentFormat
{
    /// <summary>"EDFYSEG1".</summary>
    public const ulong Magic = 0x3147455359464445;

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

    public const int SectionCount = 6;

    public const int IdSize = 16;

    public const int TextEntrySize = 16;
}
