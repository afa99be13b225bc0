namespace Edify.Rag.Documents.Tests.Pdf.Jbig2;

/// <summary>A symbol in a text, by where its upper left corner comes.</summary>
/// <param name="Id">Its number.</param>
/// <param name="X">From the left.</param>
/// <param name="Y">From the top.</param>
/// <param name="Refined">What it looks like when it is corrected.</param>
internal sealed record Placed(int Id, int X, int Y, Picture? Refined = null);

/// <summary>Encodes text regions arithmetically; corners are numbered as in T.88, 7.4.3.1.1.</summary>
internal sealed class TextEncoder(MqEncoder encoder, int idBits, byte[] refinement)
{
    private readonly IntegerEncoder _deltaT = new(encoder), _firstS = new(encoder), _deltaS = new(encoder), _t = new(encoder), _isRefined = new(encoder);
    private readonly IntegerEncoder _width = new(encoder), _height = new(encoder), _x = new(encoder), _y = new(encoder);
    private readonly byte[] _ids = new byte[1 << (idBits + 1)];

    public bool IsRefined { get; init; }

    public int StripBits { get; init; }

    public int Corner { get; init; } = 1;

    public bool IsTransposed { get; init; }

    public int Spacing { get; init; }

    public int RefinementTemplate { get; init; }

    public (int X, int Y)[] Places { get; init; } = [(-1, -1), (-1, -1)];

    public void Encode(IReadOnlyList<Picture> symbols, IEnumerable<Placed> text)
    {
        _deltaT.Encode(0);
        int strip = 0, first = 0;
        foreach (var line in text.Select(p => (Placed: p, At: Place(p, symbols))).GroupBy(p => p.At.T >> StripBits).OrderBy(g => g.Key))
        {
            _deltaT.Encode(line.Key - strip);
            strip = line.Key;
            int? s = null;
            foreach (var (placed, (before, after, t)) in line)
            {
                if (s is null) _firstS.Encode(before - first);
                else _deltaS.Encode(before - s.Value - Spacing);
                if (s is null) first = before;
                s = after;
                if (StripBits > 0) _t.Encode(t - (strip << StripBits));
                Id(placed.Id);
                if (IsRefined) Refine(placed.Refined, symbols[placed.Id]);
            }

            _deltaS.Encode(null);
        }
    }

    /// <summary>A symbol that is another one corrected, as dictionaries have it.</summary>
    public void EncodeOne(Picture picture, Picture reference, int id)
    {
        Id(id);
        _x.Encode(0);
        _y.Encode(0);
        RegionEncoder.Refinement(encoder, refinement, picture, reference, 0, 0, RefinementTemplate, Places);
    }

    private void Id(int id)
    {
        var node = 1;
        for (var i = idBits - 1; i >= 0; i--)
        {
            encoder.Encode(_ids, node, id >> i & 1);
            node = node << 1 | id >> i & 1;
        }
    }

    private void Refine(Picture? picture, Picture reference)
    {
        _isRefined.Encode(picture is null ? 0 : 1);
        if (picture is null) return;
        var (width, height) = (picture.Width - reference.Width, picture.Height - reference.Height);
        _width.Encode(width);
        _height.Encode(height);
        _x.Encode(1);
        _y.Encode(-1);
        RegionEncoder.Refinement(encoder, refinement, picture, reference, (width >> 1) + 1, (height >> 1) - 1, RefinementTemplate, Places);
    }

    // Where the pen is before and after a symbol, and how far across the line.
    private (int Before, int After, int T) Place(Placed placed, IReadOnlyList<Picture> symbols)
    {
        var picture = placed.Refined ?? symbols[placed.Id];
        var (isRight, isBottom) = (Corner is 2 or 3, Corner is 0 or 2);
        var (x, y) = (placed.X + (isRight ? picture.Width - 1 : 0), placed.Y + (isBottom ? picture.Height - 1 : 0));
        var (s, t, extent) = IsTransposed ? (y, x, picture.Height - 1) : (x, y, picture.Width - 1);
        return (IsTransposed ? isBottom : isRight) ? (s - extent, s, t) : (s, s + extent, t);
    }
}
