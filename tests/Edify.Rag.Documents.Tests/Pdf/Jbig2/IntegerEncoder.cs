namespace Edify.Rag.Documents.Tests.Pdf.Jbig2;

/// <summary>Encodes integers of one kind (T.88, annex A).</summary>
internal sealed class IntegerEncoder(MqEncoder encoder)
{
    private static readonly (int Bits, long Offset)[] Ranges = [(2, 0), (4, 4), (6, 20), (8, 84), (12, 340), (32, 4436)];

    private readonly byte[] _contexts = new byte[512];
    private int _previous;

    /// <summary>Encodes a number, or for <see langword="null"/> what is none.</summary>
    public void Encode(int? number)
    {
        _previous = 1;
        var size = Math.Abs((long)(number ?? 0));
        Bit(number is null or < 0 ? 1 : 0);
        var range = Array.FindLastIndex(Ranges, r => r.Offset <= size);
        for (var i = 0; i < range; i++) Bit(1);
        if (range < Ranges.Length - 1) Bit(0);
        for (var i = Ranges[range].Bits - 1; i >= 0; i--) Bit((int)(size - Ranges[range].Offset >> i & 1));
    }

    private void Bit(int bit)
    {
        encoder.Encode(_contexts, _previous, bit);
        _previous = _previous < 256 ? _previous << 1 | bit : (_previous << 1 | bit) & 511 | 256;
    }
}
