namespace Edify.Rag.Documents.Pdf.Images.Jbig2;

/// <summary>What a symbol dictionary segment says of itself first (T.88, 7.4.2.1.1).</summary>
internal readonly record struct SymbolDictionaryFlags(int Value)
{
    public bool IsHuffman => (Value & 1) != 0;

    /// <summary>Whether symbols are corrections, or put together of others.</summary>
    public bool IsAggregated => (Value & 2) != 0;

    public int HeightTable => Value >> 2 & 3;

    public int WidthTable => Value >> 4 & 3;

    public bool HasOwnSizeTable => (Value & 1 << 6) != 0;

    public bool HasOwnAggregateTable => (Value & 1 << 7) != 0;

    public bool UsesContexts => (Value & 1 << 8) != 0;

    public bool KeepsContexts => (Value & 1 << 9) != 0;

    public int Template => Value >> 10 & 3;

    public int RefinementTemplate => Value >> 12 & 1;
}
