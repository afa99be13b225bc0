namespace Edify.Rag.Documents.Pdf.Images.Jbig2;

/// <summary>Reads numbers and bits, the uppermost first.</summary>
internal sealed class BitReader(byte[] data, int start, int end)
{
    private int _bit; // of the byte at the position, how many were read

    public BitReader(byte[] data) : this(data, 0, data.Length)
    {
    }

    public byte[] Data => data;

    /// <summary>The byte that is read next, in part perhaps.</summary>
    public int Position { get; private set; } = start;

    public int End => end;

    public int Remaining => end - Position;

    public int Bit()
    {
        if (Position >= end) throw new Jbig2Exception("its data break off");
        var bit = data[Position] >> (7 - _bit) & 1;
        if (++_bit == 8) (_bit, Position) = (0, Position + 1);
        return bit;
    }

    /// <summary>A number of up to 32 bits.</summary>
    public uint Bits(int count)
    {
        var value = 0u;
        for (; count > 0; count--) value = value << 1 | (uint)Bit();
        return value;
    }

    /// <summary>Leaves the rest of a byte that was begun.</summary>
    public void Align()
    {
        if (_bit > 0) Skip(1);
    }

    /// <summary>Passes over whole bytes, from the beginning of the one at the position.</summary>
    public void Skip(long bytes)
    {
        if (bytes < 0 || bytes > Remaining) throw new Jbig2Exception("its data break off");
        (_bit, Position) = (0, Position + (int)bytes);
    }

    public int Byte() => (int)Bits(8);

    public int SignedByte() => (sbyte)Bits(8);

    public int UInt16() => (int)Bits(16);

    public int Int32() => (int)Bits(32);

    public uint UInt32() => Bits(32);

    /// <summary>A part of the data that follow, from a whole byte on.</summary>
    public BitReader Part(long bytes)
    {
        if (bytes < 0 || bytes > Remaining) throw new Jbig2Exception("its data break off");
        return new BitReader(data, Position, Position + (int)bytes);
    }
}
