namespace Edify.Rag.Documents.Pdf.Images.Jbig2;

/// <summary>A line of a Huffman table (T.88, annex B.1).</summary>
/// <param name="Low">The first number of the range; of a lower range, the last.</param>
/// <param name="Prefix">Bits of the code; 0 when the line is not used.</param>
/// <param name="Range">Bits that choose a number in the range.</param>
/// <param name="Kind">What it is for.</param>
internal readonly record struct HuffmanLine(int Low, int Prefix, int Range, HuffmanLineKind Kind = HuffmanLineKind.Range);

/// <summary>What a line of a Huffman table stands for.</summary>
internal enum HuffmanLineKind : byte
{
    Range,

    /// <summary>All numbers from one down.</summary>
    Lower,

    /// <summary>The value that stands outside of all numbers.</summary>
    OutOfBand,
}

/// <summary>Decodes numbers by their Huffman codes, which follow from the lengths alone (T.88, annex B.3).</summary>
internal sealed class HuffmanTable
{
    private const int MaxPrefix = 32;

    private readonly HuffmanLine[] _lines; // used ones by length of code, as their codes follow each other
    private readonly int[] _counts = new int[MaxPrefix + 1];

    public HuffmanTable(IEnumerable<HuffmanLine> lines)
    {
        _lines = [.. lines.Where(l => l.Prefix > 0).OrderBy(l => l.Prefix)];
        if (_lines.Length > 0 && _lines[^1].Prefix > MaxPrefix) throw new Jbig2Exception("a Huffman code is too long");
        foreach (var line in _lines) _counts[line.Prefix]++;
    }

    /// <summary>The next number; <see langword="null"/> is the value that stands outside of all numbers.</summary>
    public int? Decode(BitReader reader)
    {
        var line = _lines[Index(reader)];
        if (line.Kind == HuffmanLineKind.OutOfBand) return null;
        long offset = reader.Bits(line.Range);
        var value = line.Low + (line.Kind == HuffmanLineKind.Lower ? -offset : offset);
        return value is >= int.MinValue and <= int.MaxValue ? (int)value : throw new Jbig2Exception("a number is too large");
    }

    private int Index(BitReader reader)
    {
        long code = 0, first = 0;
        var index = 0;
        for (var length = 1; length <= MaxPrefix; length++)
        {
            code = code << 1 | (long)reader.Bit();
            first <<= 1;
            if (code - first < _counts[length]) return index + (int)(code - first);
            first += _counts[length];
            index += _counts[length];
        }

        throw new Jbig2Exception("a Huffman code is not in its table");
    }
}
