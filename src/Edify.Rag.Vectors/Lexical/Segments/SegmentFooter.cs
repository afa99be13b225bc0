using System.Buffers.Binary;
using Edify.Rag.Shared.Journal;

namespace Edify.Rag.Vectors.Lexical.Segments;

/// <summary>The fixed end of a segment, which says where everything is.</summary>
/// <remarks>
/// A segment is, all numbers little-endian: <see cref="Magic"/>; the length of each row (int32); the postings of each term; the
/// dictionary, its terms front-coded in groups of <see cref="TermsPerGroup"/>; for each group its offset in the dictionary and the
/// offset of its first postings (two int32); this footer. The footer comes last, so that a segment is written in one pass.
/// </remarks>
internal readonly record struct SegmentFooter(
    int AnalyzerFingerprint,
    int RowCount,
    int TermCount,
    long TotalLength,
    int PostingsBytes,
    int DictionaryBytes,
    uint LengthsChecksum,
    uint DictionaryChecksum)
{
    public const int Size = 52;
    public const int TermsPerGroup = 16;
    public const int GroupEntrySize = 2 * sizeof(int);

    private const int Version = 1;

    public static ReadOnlySpan<byte> Magic => "EDRAGLEX"u8;

    public int GroupCount => (int)(((long)TermCount + TermsPerGroup - 1) / TermsPerGroup);

    public int PostingsOffset => Magic.Length + (RowCount * sizeof(int));

    public int DictionaryOffset => PostingsOffset + PostingsBytes;

    public int GroupsOffset => DictionaryOffset + DictionaryBytes;

    /// <summary>How many bytes a segment with this footer has.</summary>
    public long SegmentSize =>
        Magic.Length + ((long)RowCount * sizeof(int)) + PostingsBytes + DictionaryBytes + ((long)GroupCount * GroupEntrySize) + Size;

    public void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteInt32LittleEndian(destination, Version);
        BinaryPrimitives.WriteInt32LittleEndian(destination[4..], AnalyzerFingerprint);
        BinaryPrimitives.WriteInt32LittleEndian(destination[8..], RowCount);
        BinaryPrimitives.WriteInt32LittleEndian(destination[12..], TermCount);
        BinaryPrimitives.WriteInt64LittleEndian(destination[16..], TotalLength);
        BinaryPrimitives.WriteInt32LittleEndian(destination[24..], PostingsBytes);
        BinaryPrimitives.WriteInt32LittleEndian(destination[28..], DictionaryBytes);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[32..], LengthsChecksum);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[36..], DictionaryChecksum);
        Magic.CopyTo(destination[40..]);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[48..], Crc32C.Of(destination[..48]));
    }

    /// <summary>Reads the footer of a segment and checks that it describes exactly these bytes.</summary>
    public static SegmentFooter Read(ReadOnlySpan<byte> segment, string location)
    {
        if (segment.Length < Magic.Length + Size || !segment.StartsWith(Magic))
            throw SegmentDamage.Found(location, "it doesn't begin as a text index does");

        var source = segment[^Size..];
        if (BinaryPrimitives.ReadUInt32LittleEndian(source[48..]) != Crc32C.Of(source[..48]))
            throw SegmentDamage.Found(location, "the checksum of its footer is wrong");
        if (BinaryPrimitives.ReadInt32LittleEndian(source) is var version and not Version)
            throw new RagStateException(
                location, $"The text index '{location}' has format {version}, this version reads {Version}. Ingest the documents anew.");

        var footer = new SegmentFooter(
            BinaryPrimitives.ReadInt32LittleEndian(source[4..]),
            BinaryPrimitives.ReadInt32LittleEndian(source[8..]),
            BinaryPrimitives.ReadInt32LittleEndian(source[12..]),
            BinaryPrimitives.ReadInt64LittleEndian(source[16..]),
            BinaryPrimitives.ReadInt32LittleEndian(source[24..]),
            BinaryPrimitives.ReadInt32LittleEndian(source[28..]),
            BinaryPrimitives.ReadUInt32LittleEndian(source[32..]),
            BinaryPrimitives.ReadUInt32LittleEndian(source[36..]));
        var isPossible = footer is { RowCount: >= 0, TermCount: >= 0, PostingsBytes: >= 0, DictionaryBytes: >= 0 }
            && footer.SegmentSize == segment.Length;
        return isPossible ? footer : throw SegmentDamage.Found(location, "its footer doesn't fit its size");
    }
}
