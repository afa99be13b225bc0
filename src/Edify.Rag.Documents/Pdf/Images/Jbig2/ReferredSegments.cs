namespace Edify.Rag.Documents.Pdf.Images.Jbig2;

/// <summary>What the segments gave that another one uses, in its order.</summary>
internal sealed class ReferredSegments(IReadOnlyList<object> results)
{
    /// <summary>The symbols of all dictionaries, as a list of its own.</summary>
    public List<Jbig2Bitmap> Symbols(Jbig2Budget budget)
    {
        var symbols = new List<Jbig2Bitmap>();
        foreach (var dictionary in results.OfType<SymbolDictionary>())
        {
            budget.Spend(dictionary.Symbols.Count);
            symbols.AddRange(dictionary.Symbols);
            if (symbols.Count > Jbig2Budget.MaxSymbols) throw new Jbig2Exception("there are too many symbols");
        }

        return symbols;
    }

    public SymbolDictionary? LastDictionary() => results.OfType<SymbolDictionary>().LastOrDefault();

    public IEnumerable<HuffmanTable> Tables() => results.OfType<HuffmanTable>();

    public IReadOnlyList<Jbig2Bitmap> Patterns() => results.OfType<PatternDictionary>().FirstOrDefault()?.Patterns ?? throw new Jbig2Exception("its patterns are missing");

    /// <summary>The region that is corrected, when it is not the page.</summary>
    public Jbig2Bitmap? Region() => results.OfType<Jbig2Bitmap>().FirstOrDefault();
}
