namespace Edify.Rag.Documents.Pdf.Images.Jbig2;

/// <summary>Decodes integers of one kind (T.88, annex A.2), learning how large they are.</summary>
internal sealed class IntegerContext
{
    private static readonly (int Bits, int Offset)[] Ranges = [(2, 0), (4, 4), (6, 20), (8, 84), (12, 340), (32, 4436)];

    private readonly byte[] _contexts = new byte[512];
    private int _previous;

    /// <summary>The next; <see langword="null"/> is the value that stands outside of all numbers.</summary>
    public int? Decode(MqDecoder decoder)
    {
        _previous = 1;
        var isNegative = Bit(decoder) == 1;
        var range = 0;
        while (range < Ranges.Length - 1 && Bit(decoder) == 1) range++;
        var value = 0L;
        for (var i = 0; i < Ranges[range].Bits; i++) value = value << 1 | (long)Bit(decoder);
        value += Ranges[range].Offset;
        if (value > int.MaxValue) throw new Jbig2Exception("a number is too large");
        return !isNegative ? (int)value : value > 0 ? (int)-value : null;
    }

    private int Bit(MqDecoder decoder)
    {
        var bit = decoder.Decode(_contexts, _previous);
        _previous = _previous < 256 ? _previous << 1 | bit : (_previous << 1 | bit) & 511 | 256;
        return bit;
    }
}
