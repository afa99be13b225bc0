namespace Edify.Rag.Documents.Pdf.Images.Jbig2;

/// <summary>Decodes a bitmap made of symbols (T.88, 6.4). S runs along the lines of text, T across them.</summary>
internal sealed record TextRegion
{
    public required long Width { get; init; }

    public required long Height { get; init; }

    /// <summary>How many symbols it shows.</summary>
    public required long Instances { get; init; }

    /// <summary>The symbols to choose from.</summary>
    public required IReadOnlyList<Jbig2Bitmap> Symbols { get; init; }

    /// <summary>How corrected symbols are decoded; <see langword="null"/> when none are.</summary>
    public RefinementRegion? Refinement { get; init; }

    /// <summary>The logarithm of the rows of a strip.</summary>
    public int StripBits { get; init; }

    /// <summary>Which corner of a symbol stands at its place.</summary>
    public TextCorner Corner { get; init; } = TextCorner.TopLeft;

    /// <summary>Whether text runs down and not to the right.</summary>
    public bool IsTransposed { get; init; }

    public CombinationOperator Operator { get; init; }

    public bool IsInked { get; init; }

    /// <summary>Added to each step from symbol to symbol.</summary>
    public int Spacing { get; init; }

    public Jbig2Bitmap Decode(ITextCoding coding, Jbig2Budget budget)
    {
        var bitmap = budget.Bitmap(Width, Height);
        if (IsInked) bitmap.Fill();
        long strip = -(long)coding.DeltaT() << StripBits, first = 0;
        for (var done = 0L; done < Instances;)
        {
            strip += (long)coding.DeltaT() << StripBits;
            first += coding.FirstS();
            var s = first;
            while (true)
            {
                budget.SpendObjects(1);
                if (++done > Instances) throw new Jbig2Exception("a text has more symbols than it says");
                var t = strip + (StripBits == 0 ? 0 : coding.T(StripBits));
                var symbol = Symbol(coding, budget);
                budget.Spend((long)symbol.Stride * symbol.Height);
                var extent = (IsTransposed ? symbol.Height : symbol.Width) - 1;
                if (EndsAtPlace) s += extent;
                Draw(bitmap, symbol, s, t);
                if (!EndsAtPlace) s += extent;
                if (coding.DeltaS() is not { } step) break;
                s += step + Spacing;
            }
        }

        return bitmap;
    }

    // What is out of all bounds is refused by the correction itself.
    private static int Limited(long offset) => (int)Math.Clamp(offset, int.MinValue, int.MaxValue);

    private bool EndsAtPlace => Corner == TextCorner.BottomRight || Corner == (IsTransposed ? TextCorner.BottomLeft : TextCorner.TopRight);

    private void Draw(Jbig2Bitmap bitmap, Jbig2Bitmap symbol, long s, long t)
    {
        var (x, y) = IsTransposed ? (t, s) : (s, t);
        if (Corner is TextCorner.TopRight or TextCorner.BottomRight) x -= symbol.Width - 1;
        if (Corner is TextCorner.BottomLeft or TextCorner.BottomRight) y -= symbol.Height - 1;
        bitmap.Draw(symbol, x, y, Operator);
    }

    private Jbig2Bitmap Symbol(ITextCoding coding, Jbig2Budget budget)
    {
        var id = coding.SymbolId();
        if (id >= Symbols.Count) throw new Jbig2Exception("a symbol is missing");
        var symbol = Symbols[id];
        if (Refinement is null || !coding.IsRefined()) return symbol;
        var (width, height) = (coding.RefinedWidth(), coding.RefinedHeight());
        var dx = (long)(width >> 1) + coding.RefinedX();
        var dy = (long)(height >> 1) + coding.RefinedY();
        return coding.Refine(Refinement, (long)symbol.Width + width, (long)symbol.Height + height, symbol, Limited(dx), Limited(dy), budget);
    }
}

/// <summary>Corners of a symbol, as text regions number them.</summary>
internal enum TextCorner
{
    BottomLeft,
    TopLeft,
    BottomRight,
    TopRight,
}
