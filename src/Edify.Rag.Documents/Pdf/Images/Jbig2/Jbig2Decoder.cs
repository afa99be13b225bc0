namespace Edify.Rag.Documents.Pdf.Images.Jbig2;

/// <summary>Decodes JBIG2 images as PDF files embed them (ITU-T T.88; ISO 32000-2, 7.4.7): segments alone, one page.</summary>
internal sealed class Jbig2Decoder
{
    private readonly Jbig2Budget _budget;
    private readonly int _rows;
    private readonly Dictionary<uint, object> _results = [];
    private Jbig2Page? _page;
    private int _segments;

    private Jbig2Decoder(int rows, PdfBudget budget) => (_rows, _budget) = (rows, new Jbig2Budget(budget));

    /// <summary>The samples of an image: a bit a pixel, 0 for ink, each row in whole bytes.</summary>
    /// <param name="data">The image's data.</param>
    /// <param name="globals">Segments that several images share; <see langword="null"/> for none.</param>
    /// <param name="columns">Width of the image.</param>
    /// <param name="rows">Height of the image.</param>
    /// <param name="budget">What it may cost.</param>
    /// <exception cref="Jbig2Exception">The data break the format, or ask for too much.</exception>
    public static byte[] Decode(byte[] data, byte[]? globals, int columns, int rows, PdfBudget budget)
    {
        var decoder = new Jbig2Decoder(rows, budget);
        if (globals is not null) decoder.Read(globals);
        decoder.Read(data);
        if (decoder._page is null) throw new Jbig2Exception("it has no page");
        var image = decoder._budget.Bitmap(columns, rows);
        image.Draw(decoder._page.Bitmap, 0, 0, CombinationOperator.Replace);
        for (var i = 0; i < image.Bits.Length; i++) image.Bits[i] = (byte)~image.Bits[i];
        return image.Bits;
    }

    private void Read(byte[] data)
    {
        var reader = new BitReader(data);
        while (reader.Remaining >= SegmentHeader.MinBytes)
        {
            if (++_segments > Jbig2Budget.MaxSegments) throw new Jbig2Exception("it has too many segments");
            _budget.SpendObjects(1);
            var header = SegmentHeader.Read(reader);
            if (header.Type is SegmentType.EndOfPage or SegmentType.EndOfFile) return;
            if (header.Length == SegmentHeader.UnknownLength)
            {
                var (part, bytes) = GenericRegionReader.Delimit(reader);
                Read(header, part);
                reader.Skip(bytes);
            }
            else
            {
                // A scan that breaks off is read as far as its data reach.
                var bytes = (int)Math.Min(header.Length, reader.Remaining);
                Read(header, reader.Part(bytes));
                reader.Skip(bytes);
            }
        }
    }

    private void Read(SegmentHeader header, BitReader reader)
    {
        switch (header.Type)
        {
            case SegmentType.PageInformation: _page = Jbig2Page.Read(reader, _rows, _budget); break;
            case SegmentType.SymbolDictionary: _results[header.Number] = SymbolDictionaryReader.Read(reader, Referred(header), _budget); break;
            case SegmentType.PatternDictionary: _results[header.Number] = PatternDictionary.Read(reader, _budget); break;
            case SegmentType.Tables: _results[header.Number] = CustomTable.Read(reader, _budget); break;
            case SegmentType.EndOfStripe or SegmentType.Profiles or SegmentType.ColorPalette or SegmentType.Extension: break;
            default: ReadRegion(header, reader); break;
        }
    }

    private void ReadRegion(SegmentHeader header, BitReader reader)
    {
        var info = RegionInfo.Read(reader);
        var region = header.Type switch
        {
            SegmentType.TextRegion or SegmentType.ImmediateTextRegion or SegmentType.ImmediateLosslessTextRegion =>
                TextRegionReader.Read(reader, info, Referred(header), _budget),
            SegmentType.HalftoneRegion or SegmentType.ImmediateHalftoneRegion or SegmentType.ImmediateLosslessHalftoneRegion =>
                HalftoneRegion.Read(reader, info, Referred(header).Patterns(), _budget),
            SegmentType.GenericRegion or SegmentType.ImmediateGenericRegion or SegmentType.ImmediateLosslessGenericRegion =>
                GenericRegionReader.Read(reader, info, _budget),
            SegmentType.RefinementRegion or SegmentType.ImmediateRefinementRegion or SegmentType.ImmediateLosslessRefinementRegion =>
                Refined(header, reader, info),
            _ => throw new Jbig2Exception("it has a segment of an unknown type"),
        };
        if (header.Type is SegmentType.TextRegion or SegmentType.HalftoneRegion or SegmentType.GenericRegion or SegmentType.RefinementRegion) _results[header.Number] = region;
        else (_page ?? throw new Jbig2Exception("it has no page")).Draw(region, info);
    }

    // Of another region, or of what the page shows in that place (7.4.7.5).
    private Jbig2Bitmap Refined(SegmentHeader header, BitReader reader, in RegionInfo info)
    {
        var flags = reader.Byte();
        var template = flags & 1;
        var region = new RefinementRegion(template, RefinementRegion.ReadPlaces(reader, template), (flags & 2) != 0);
        var reference = Referred(header).Region() ?? _page?.Part(info) ?? throw new Jbig2Exception("there is nothing to be corrected");
        return region.Decode(new MqDecoder(reader), RefinementRegion.NewContexts(), info.Width, info.Height, reference, 0, 0, _budget);
    }

    private ReferredSegments Referred(SegmentHeader header)
    {
        _budget.SpendObjects(header.Referred.Length);
        var results = new List<object>();
        foreach (var number in header.Referred)
            if (_results.TryGetValue(number, out var result)) results.Add(result);
        return new ReferredSegments(results);
    }
}
