namespace Edify.Rag.Documents.Pdf.Images.Jbig2;

/// <summary>Decodes the symbols of a dictionary, height by height (T.88, 6.5).</summary>
/// <param name="coding">How its numbers are coded.</param>
/// <param name="symbols">Those it takes from other dictionaries; its own are added.</param>
/// <param name="budget">What it may cost.</param>
internal sealed class SymbolDecoder(ISymbolCoding coding, List<Jbig2Bitmap> symbols, Jbig2Budget budget)
{
    /// <summary>How symbols are corrected; <see langword="null"/> when they are not.</summary>
    public RefinementRegion? Refinement { get; init; }

    /// <summary>Decodes a symbol by itself.</summary>
    public Func<long, long, Jbig2Bitmap>? Single { get; init; }

    /// <summary>Decodes the symbols of one height, their widths given.</summary>
    public Func<List<int>, int, IEnumerable<Jbig2Bitmap>>? HeightClass { get; init; }

    /// <summary>The symbols that are exported.</summary>
    /// <param name="made">How many are decoded.</param>
    /// <param name="exported">How many should be exported.</param>
    public List<Jbig2Bitmap> Decode(int made, long exported)
    {
        var total = symbols.Count + made;
        var height = 0L;
        while (symbols.Count < total)
        {
            budget.SpendObjects(1);
            height += coding.DeltaHeight();
            if (height is < 0 or > Jbig2Budget.MaxPixels) throw new Jbig2Exception("a symbol has no possible size");
            DecodeHeight((int)height, total);
        }

        return Export(exported);
    }

    private void DecodeHeight(int height, int total)
    {
        var widths = new List<int>();
        var width = 0L;
        while (coding.DeltaWidth() is { } step)
        {
            budget.SpendObjects(1);
            width += step;
            if (width is < 0 or > Jbig2Budget.MaxPixels) throw new Jbig2Exception("a symbol has no possible size");
            if (symbols.Count + widths.Count >= total) throw new Jbig2Exception("a dictionary has more symbols than it says");
            if (Refinement is not null) symbols.Add(Refined(Refinement, width, height));
            else if (Single is not null) symbols.Add(Single(width, height));
            else widths.Add((int)width);
        }

        if (Refinement is null && HeightClass is not null) symbols.AddRange(HeightClass(widths, height));
    }

    // A single part is corrected as a whole; several are put together as text is.
    private Jbig2Bitmap Refined(RefinementRegion refinement, long width, int height)
    {
        var parts = coding.Aggregated();
        if (parts != 1) return new TextRegion { Width = width, Height = height, Instances = parts, Symbols = symbols, Refinement = refinement }.Decode(coding.Text, budget);
        var id = coding.Text.SymbolId();
        var (dx, dy) = (coding.Text.RefinedX(), coding.Text.RefinedY());
        if (id >= symbols.Count) throw new Jbig2Exception("a symbol is missing");
        return coding.Text.Refine(refinement, width, height, symbols[id], dx, dy, budget);
    }

    private List<Jbig2Bitmap> Export(long count)
    {
        var exported = new List<Jbig2Bitmap>();
        var isExported = false;
        for (var at = 0; at < symbols.Count; isExported = !isExported)
        {
            budget.SpendObjects(1);
            var run = coding.ExportRun();
            if (run < 0 || run > symbols.Count - at) throw new Jbig2Exception("a dictionary exports symbols that it has not");
            if (isExported) exported.AddRange(symbols.GetRange(at, run));
            at += run;
        }

        return exported.Count == count ? exported : throw new Jbig2Exception("a dictionary exports another number of symbols than it says");
    }
}
