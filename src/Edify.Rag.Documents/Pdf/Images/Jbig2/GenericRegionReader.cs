namespace Edify.Rag.Documents.Pdf.Images.Jbig2;

/// <summary>Reads generic region segments (T.88, 7.4.6), and finds the end of those that do not tell their length.</summary>
internal static class GenericRegionReader
{
    private const int HeightAt = 4;
    private const int HeaderBytes = 18; // region information and flags
    private const int RowCountBytes = 4;

    public static Jbig2Bitmap Read(BitReader reader, in RegionInfo info, Jbig2Budget budget)
    {
        var flags = reader.Byte();
        if ((flags & 1) != 0) return MmrDecoder.Decode(reader, info.Width, info.Height, budget);
        if ((flags & 1 << 4) != 0) throw new Jbig2Exception("it has the extended template, which is not read");
        var template = GenericTemplate.Get(flags >> 1 & 3);
        var region = new GenericRegion(template, template.ReadPlaces(reader), (flags & 1 << 3) != 0);
        return region.Decode(new MqDecoder(reader), template.NewContexts(), info.Width, info.Height, budget);
    }

    /// <summary>The region segment of unknown length that begins where the reader is, its rows counted at its end (7.2.7).</summary>
    /// <returns>Its data, the number of rows put where its height stands, and how many bytes it takes in the file.</returns>
    public static (BitReader Data, int Bytes) Delimit(BitReader reader)
    {
        var data = reader.Data.AsSpan(reader.Position, reader.Remaining);
        if (data.Length < HeaderBytes) throw new Jbig2Exception("its data break off");
        var mark = (data[HeaderBytes - 1] & 1) != 0 ? (ReadOnlySpan<byte>)[0x00, 0x00] : [0xFF, 0xAC];
        var end = data[HeaderBytes..].IndexOf(mark);
        if (end < 0 || HeaderBytes + end + mark.Length + RowCountBytes > data.Length) throw new Jbig2Exception("its data break off");
        end += HeaderBytes + mark.Length;
        var region = data[..end].ToArray();
        data.Slice(end, RowCountBytes).CopyTo(region.AsSpan(HeightAt));
        return (new BitReader(region), end + RowCountBytes);
    }
}
