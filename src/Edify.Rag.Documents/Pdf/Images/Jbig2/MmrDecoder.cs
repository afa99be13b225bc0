namespace Edify.Rag.Documents.Pdf.Images.Jbig2;

/// <summary>Decodes bitmaps coded as Group 4 fax (T.88, 6.2.6; ITU-T T.6), where 1 is ink.</summary>
internal sealed class MmrDecoder(byte[] data, int start, int end)
{
    private const int EndOfBlock = 0x001001;
    private const int EndOfBlockBits = 24;
    private const int PassMode = 10;
    private const int HorizontalMode = 11;

    private long _bit = start * 8L;

    /// <summary>Decodes a bitmap from where the reader is, and leaves the reader behind it.</summary>
    public static Jbig2Bitmap Decode(BitReader reader, long width, long height, Jbig2Budget budget)
    {
        var decoder = new MmrDecoder(reader.Data, reader.Position, reader.End);
        var bitmap = decoder.Decode(width, height, budget);
        reader.Skip((decoder._bit + 7) / 8 - reader.Position);
        return bitmap;
    }

    private Jbig2Bitmap Decode(long width, long height, Jbig2Budget budget)
    {
        var bitmap = budget.Bitmap(width, height);
        List<int> above = [], row = []; // where colours change, the first time to black
        for (var y = 0; y < bitmap.Height && Peek(EndOfBlockBits) != EndOfBlock; y++)
        {
            budget.Check();
            row.Clear();
            DecodeRow(above, row, bitmap.Width);
            for (var i = 0; i < row.Count; i += 2)
                for (var x = row[i]; x < (i + 1 < row.Count ? row[i + 1] : bitmap.Width); x++) bitmap.Set(x, y);
            (above, row) = (row, above);
        }

        if (Peek(EndOfBlockBits) == EndOfBlock) Skip(EndOfBlockBits);
        return bitmap;
    }

    private void DecodeRow(List<int> above, List<int> row, int width)
    {
        var (at, color, next) = (-1, 0, 0);
        while (at < width)
        {
            // The first change above that lies ahead and is to the other colour.
            next = next % 2 == color ? next : next > 0 ? next - 1 : next + 1;
            while (next >= 2 && Change(next - 2) > at) next -= 2;
            while (next < above.Count && above[next] <= at) next += 2;
            switch (Mode())
            {
                case PassMode: at = Change(next + 1); break;
                case HorizontalMode:
                    for (var i = 0; i < 2; i++)
                    {
                        at = Math.Min(width, Math.Max(at, 0) + Run(color ^ i));
                        row.Add(at);
                    }

                    break;
                case var shift:
                    var change = Change(next) + shift;
                    if (change < Math.Max(at, 0) || change > width) throw new Jbig2Exception("its fax data are damaged");
                    at = change;
                    row.Add(at);
                    color ^= 1;
                    break;
            }
        }

        int Change(int index) => index < above.Count ? above[index] : width;
    }

    // Or by how much a change is shifted against the one above.
    private int Mode()
    {
        var bits = Peek(7);
        var (mode, length) = bits switch
        {
            >= 0b1000000 => (0, 1),
            >= 0b0110000 => (1, 3),
            >= 0b0100000 => (-1, 3),
            >= 0b0010000 => (HorizontalMode, 3),
            >= 0b0001000 => (PassMode, 4),
            >= 0b0000110 => (2, 6),
            >= 0b0000100 => (-2, 6),
            0b0000011 => (3, 7),
            0b0000010 => (-3, 7),
            _ => throw new Jbig2Exception("its fax data are damaged"),
        };
        Skip(length);
        return mode;
    }

    private int Run(int color)
    {
        var total = 0;
        while (true)
        {
            var (run, bits) = MmrCodes.Find(color, Peek(MmrCodes.MaxBits));
            if (bits == 0 || total > Jbig2Budget.MaxPixels) throw new Jbig2Exception("its fax data are damaged");
            Skip(bits);
            total += run;
            if (run < MmrCodes.FirstOpenRun) return total;
        }
    }

    private int Peek(int bits)
    {
        var at = (int)(_bit >> 3);
        ulong window = 0;
        for (var i = 0; i < 5; i++) window = window << 8 | (at + i < end ? data[at + i] : 0u);
        return (int)(window >> (40 - bits - (int)(_bit & 7)) & ((1ul << bits) - 1));
    }

    private void Skip(int bits)
    {
        _bit += bits;
        if (_bit > end * 8L) throw new Jbig2Exception("its data break off");
    }
}
