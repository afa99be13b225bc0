namespace Edify.Rag.Documents.Pdf.Filters;

/// <summary>LZWDecode (ISO 32000-2, 7.4.4; T. Welch, "A Technique for High-Performance Data Compression", 1984).</summary>
internal static class LzwFilter
{
    private const int ClearTable = 256;
    private const int EndOfData = 257;
    private const int FirstFree = 258;
    private const int TableSize = 4096;

    public static void Decode(ReadOnlySpan<byte> data, bool earlyChange, FilterOutput output)
    {
        // An entry is its predecessor's text and one more byte, so that it is written from its end.
        Span<short> prefix = stackalloc short[TableSize];
        Span<byte> last = stackalloc byte[TableSize];
        Span<short> length = stackalloc short[TableSize];
        for (var i = 0; i < 256; i++)
        {
            last[i] = (byte)i;
            length[i] = 1;
        }

        int next = FirstFree, bits = 9, previous = -1, accumulator = 0, available = 0;
        byte first = 0;
        foreach (var b in data)
        {
            accumulator = (accumulator << 8 | b) & 0xFFFFFF;
            available += 8;
            if (available < bits) continue;
            var code = accumulator >> (available - bits) & ((1 << bits) - 1);
            available -= bits;
            if (code == EndOfData || output.IsFull) return;
            if (code == ClearTable)
            {
                (next, bits, previous) = (FirstFree, 9, -1);
                continue;
            }

            if (code > next || code == next && previous < 0 || previous < 0 && code > 255) return;
            var isNew = code == next;
            var size = isNew ? length[previous] + 1 : length[code];
            var target = output.Reserve(size)[..size];
            var entry = isNew ? previous : code;
            var position = size - 1;
            if (isNew) target[position--] = first;
            for (; position >= 0; position--)
            {
                target[position] = last[entry];
                entry = prefix[entry];
            }

            first = target[0];
            output.Advance(size);
            if (previous >= 0 && next < TableSize)
            {
                prefix[next] = (short)previous;
                last[next] = first;
                length[next] = (short)(length[previous] + 1);
                next++;
            }

            previous = code;
            bits = CodeLength(next + (earlyChange ? 1 : 0));
        }
    }

    private static int CodeLength(int next) => next switch
    {
        >= 2048 => 12,
        >= 1024 => 11,
        >= 512 => 10,
        _ => 9,
    };
}
