namespace Edify.Rag.Documents.Pdf.Images.Jbig2;

/// <summary>Reads symbol dictionary segments (T.88, 7.4.2).</summary>
internal static class SymbolDictionaryReader
{
    public static SymbolDictionary Read(BitReader reader, ReferredSegments referred, Jbig2Budget budget)
    {
        var flags = new SymbolDictionaryFlags(reader.UInt16());
        var template = GenericTemplate.Get(flags.Template);
        var generic = new GenericRegion(template, flags.IsHuffman ? template.UsualPlaces : template.ReadPlaces(reader));
        var places = flags.IsAggregated ? RefinementRegion.ReadPlaces(reader, flags.RefinementTemplate) : [];
        var (exported, made) = (reader.UInt32(), reader.UInt32());
        var symbols = referred.Symbols(budget);
        var imported = symbols.Count;
        if (imported + made > Jbig2Budget.MaxSymbols) throw new Jbig2Exception("there are too many symbols");

        var learnt = flags.UsesContexts ? referred.LastDictionary() : null;
        var genericContexts = Learnt(learnt?.GenericContexts, template.NewContexts());
        var refinementContexts = Learnt(learnt?.RefinementContexts, RefinementRegion.NewContexts());
        var idBits = SymbolCodes.Bits(imported + made);
        budget.Spend(1L << idBits);
        var refinement = new RefinementRegion(flags.RefinementTemplate, places);
        SymbolDecoder decoder;
        if (flags.IsHuffman)
        {
            var tables = Tables(flags, new TableChoice(referred.Tables()));
            var text = new HuffmanTextCoding(reader, TextTables.OfSymbols, () => (int)reader.Bits(Math.Max(1, idBits)), refinementContexts);
            decoder = new SymbolDecoder(new HuffmanSymbolCoding(reader, tables, text), symbols, budget)
            {
                Refinement = flags.IsAggregated ? refinement : null,
                HeightClass = (widths, height) => HeightClassReader.Read(reader, tables.BitmapSize, widths, height, budget),
            };
        }
        else
        {
            var mq = new MqDecoder(reader);
            decoder = new SymbolDecoder(new ArithmeticSymbolCoding(mq, new ArithmeticTextCoding(mq, idBits, refinementContexts)), symbols, budget)
            {
                Refinement = flags.IsAggregated ? refinement : null,
                Single = (width, height) => generic.Decode(mq, genericContexts, width, height, budget),
            };
        }

        var kept = decoder.Decode((int)made, exported);
        return new SymbolDictionary(kept)
        {
            GenericContexts = flags.KeepsContexts ? genericContexts : null,
            RefinementContexts = flags.KeepsContexts ? refinementContexts : null,
        };
    }

    private static SymbolTables Tables(SymbolDictionaryFlags flags, TableChoice choice)
    {
        var (height, width) = (choice.Of(flags.HeightTable, 4, 5), choice.Of(flags.WidthTable, 2, 3));
        var size = flags.HasOwnSizeTable ? choice.Next() : StandardTables.Get(1);
        return new SymbolTables(height, width, size, flags.HasOwnAggregateTable ? choice.Next() : StandardTables.Get(1));
    }

    // A copy: two dictionaries may go on from the same one.
    private static byte[] Learnt(byte[]? contexts, byte[] fresh) => contexts?.Length == fresh.Length ? [.. contexts] : fresh;
}
