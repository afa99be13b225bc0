using Edify.Rag.Documents.Pdf.Images.Jbig2;

namespace Edify.Rag.Documents.Tests.Pdf.Jbig2;

/// <summary>Writes bits and Huffman codes, which are made by counting (T.88, annex B.3).</summary>
internal sealed class HuffmanWriter
{
    private readonly List<byte> _bytes = [];
    private int _free;

    public byte[] Bytes => [.. _bytes];

    public HuffmanWriter Bits(long value, int count)
    {
        for (var i = count - 1; i >= 0; i--)
        {
            if (_free == 0) _bytes.Add(0);
            _free = (_free + 7) % 8;
            _bytes[^1] |= (byte)((value >> i & 1) << _free);
        }

        return this;
    }

    public HuffmanWriter Append(byte[] bytes)
    {
        _free = 0;
        _bytes.AddRange(bytes);
        return this;
    }

    /// <summary>Writes a number, or for <see langword="null"/> what is none.</summary>
    public HuffmanWriter Number(IEnumerable<HuffmanLine> table, int? number)
    {
        var lines = table.ToList();
        var line = lines.First(l => number is null ? l.Kind == HuffmanLineKind.OutOfBand
            : l.Kind == HuffmanLineKind.Lower ? number <= l.Low : l.Kind == HuffmanLineKind.Range && number >= l.Low && number - (long)l.Low < 1L << l.Range);
        var (code, length) = (0L, 0);
        foreach (var other in lines.Where(l => l.Prefix > 0).OrderBy(l => l.Prefix))
        {
            code = length == 0 ? 0 : code + 1 << (other.Prefix - length);
            length = other.Prefix;
            if (other.Equals(line)) break;
        }

        Bits(code, length);
        return number is null ? this : Bits(Math.Abs(number.Value - (long)line.Low), line.Range);
    }
}
