namespace Edify.Rag.Documents.Pdf.Images.Jbig2;

/// <summary>Symbols that regions and other dictionaries can show.</summary>
/// <param name="Symbols">The symbols.</param>
internal sealed record SymbolDictionary(IReadOnlyList<Jbig2Bitmap> Symbols)
{
    /// <summary>What was learnt of the pixels of symbols, when another dictionary may go on with it.</summary>
    public byte[]? GenericContexts { get; init; }

    /// <summary>What was learnt of corrections.</summary>
    public byte[]? RefinementContexts { get; init; }
}
