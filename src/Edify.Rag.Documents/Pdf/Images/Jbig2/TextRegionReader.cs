namespace Edify.Rag.Documents.Pdf.Images.Jbig2;

/// <summary>Reads text region segments (T.88, 7.4.3).</summary>
internal static class TextRegionReader
{
    public static Jbig2Bitmap Read(BitReader reader, in RegionInfo info, ReferredSegments referred, Jbig2Budget budget)
    {
        var flags = reader.UInt16();
        var (isHuffman, isRefined, template) = ((flags & 1) != 0, (flags & 2) != 0, flags >> 15);
        var huffmanFlags = isHuffman ? reader.UInt16() : 0;
        var refinement = isRefined ? new RefinementRegion(template, RefinementRegion.ReadPlaces(reader, template)) : null;
        var symbols = referred.Symbols(budget);
        var region = new TextRegion
        {
            Width = info.Width,
            Height = info.Height,
            Instances = reader.UInt32(),
            Symbols = symbols,
            Refinement = refinement,
            StripBits = flags >> 2 & 3,
            Corner = (TextCorner)(flags >> 4 & 3),
            IsTransposed = (flags & 1 << 6) != 0,
            Operator = (CombinationOperator)(flags >> 7 & 3),
            IsInked = (flags & 1 << 9) != 0,
            Spacing = (flags >> 10 & 31) - ((flags >> 10 & 16) << 1), // a number of five bits with a sign
        };
        var contexts = RefinementRegion.NewContexts();
        if (!isHuffman) return region.Decode(new ArithmeticTextCoding(new MqDecoder(reader), SymbolCodes.Bits(symbols.Count), contexts), budget);

        var tables = Tables(huffmanFlags, new TableChoice(referred.Tables()));
        var ids = SymbolCodes.Read(reader, symbols.Count);
        return region.Decode(new HuffmanTextCoding(reader, tables, () => ids.Decode(reader) ?? 0, contexts), budget);
    }

    private static TextTables Tables(int flags, TableChoice choice)
    {
        var (firstS, deltaS, deltaT) = (choice.Of(flags & 3, 6, 7), choice.Of(flags >> 2 & 3, 8, 9, 10), choice.Of(flags >> 4 & 3, 11, 12, 13));
        return new TextTables(firstS, deltaS, deltaT)
        {
            RefinedWidth = choice.Of(flags >> 6 & 3, 14, 15),
            RefinedHeight = choice.Of(flags >> 8 & 3, 14, 15),
            RefinedX = choice.Of(flags >> 10 & 3, 14, 15),
            RefinedY = choice.Of(flags >> 12 & 3, 14, 15),
            RefinedSize = (flags & 1 << 14) != 0 ? choice.Next() : StandardTables.Get(1),
        };
    }
}
