namespace Edify.Rag.Documents.Pdf.Images.Jbig2;

/// <summary>The patterns, all of one size, of which halftones are made.</summary>
/// <param name="Patterns">The patterns, from white to black as a rule.</param>
internal sealed record PatternDictionary(IReadOnlyList<Jbig2Bitmap> Patterns)
{
    /// <summary>Reads a pattern dictionary segment (T.88, 6.7 and 7.4.4).</summary>
    public static PatternDictionary Read(BitReader reader, Jbig2Budget budget)
    {
        var flags = reader.Byte();
        var (width, height, count) = (reader.Byte(), reader.Byte(), reader.UInt32() + 1L);
        if (width == 0 || height == 0 || count > Jbig2Budget.MaxSymbols) throw new Jbig2Exception("there are too many patterns");
        var all = (flags & 1) != 0 ? MmrDecoder.Decode(reader, count * width, height, budget) : Coded(reader, flags >> 1 & 3, count * width, height, width, budget);
        var patterns = new List<Jbig2Bitmap>();
        for (var i = 0; i < count; i++)
        {
            var pattern = budget.Bitmap(width, height);
            all.CopyTo(pattern, i * width, 0);
            patterns.Add(pattern);
        }

        return new PatternDictionary(patterns);
    }

    // One pixel is foretold from the pattern before.
    private static Jbig2Bitmap Coded(BitReader reader, int number, long width, int height, int patternWidth, Jbig2Budget budget)
    {
        var template = GenericTemplate.Get(number);
        var places = template.UsualPlaces;
        places[0] = (-patternWidth, 0);
        return new GenericRegion(template, places).Decode(new MqDecoder(reader), template.NewContexts(), width, height, budget);
    }
}
