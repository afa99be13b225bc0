namespace Edify.Rag.Documents.Tests.Pdf.Jbig2;

/// <summary>Writes the segments of an image.</summary>
internal sealed class Jbig2Writer
{
    private readonly List<byte> _bytes = [];
    private int _number;

    public byte[] Bytes => [.. _bytes];

    public static byte[] U32(long value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];

    public static byte[] U16(int value) => [(byte)(value >> 8), (byte)value];

    public static byte[] Places(IEnumerable<(int X, int Y)> places) => [.. places.SelectMany(p => (byte[])[(byte)(sbyte)p.X, (byte)(sbyte)p.Y])];

    public Jbig2Writer Page(int width, long height, int flags = 0) => Add(48, [.. U32(width), .. U32(height), .. new byte[8], (byte)flags, 0, 0]);

    /// <summary>Adds a segment; its number is how many came before it.</summary>
    public Jbig2Writer Add(int type, byte[] data, int[]? referred = null, bool hasLength = true)
    {
        referred ??= [];
        _bytes.AddRange([.. U32(_number++), (byte)type, (byte)(referred.Length << 5), .. referred.Select(r => (byte)r), 1, .. hasLength ? U32(data.Length) : [255, 255, 255, 255], .. data]);
        return this;
    }

    public Jbig2Writer AddRegion(int type, Picture size, byte[] data, int x = 0, int y = 0, int operation = 0, int[]? referred = null) =>
        Add(type, [.. U32(size.Width), .. U32(size.Height), .. U32(x), .. U32(y), (byte)operation, .. data], referred);

    /// <summary>A generic region's data behind its region information.</summary>
    public static byte[] Generic(Picture picture, int template, bool hasTypicalRows = false, (int X, int Y)[]? places = null)
    {
        var encoder = new MqEncoder();
        places ??= RegionEncoder.UsualPlaces[template];
        RegionEncoder.Generic(encoder, RegionEncoder.NewContexts(), picture, template, places, hasTypicalRows);
        return [(byte)(template << 1 | (hasTypicalRows ? 8 : 0)), .. Places(places), .. encoder.Finish()];
    }

    /// <summary>A dictionary of symbols from lower to higher ones.</summary>
    public static byte[] Symbols(IReadOnlyList<Picture> symbols, int template, int flags = 0, byte[]? contexts = null)
    {
        var encoder = new MqEncoder();
        IntegerEncoder height = new(encoder), width = new(encoder), export = new(encoder);
        contexts ??= RegionEncoder.NewContexts();
        var last = 0;
        foreach (var row in symbols.GroupBy(s => s.Height))
        {
            height.Encode(row.Key - last);
            last = row.Key;
            var before = 0;
            foreach (var symbol in row)
            {
                width.Encode(symbol.Width - before);
                before = symbol.Width;
                RegionEncoder.Generic(encoder, contexts, symbol, template, RegionEncoder.UsualPlaces[template]);
            }

            width.Encode(null);
        }

        export.Encode(0);
        export.Encode(symbols.Count);
        return [.. U16(template << 10 | flags), .. Places(RegionEncoder.UsualPlaces[template]), .. U32(symbols.Count), .. U32(symbols.Count), .. encoder.Finish()];
    }

    /// <summary>A scan as a PDF would embed it: its lower half by symbols that pages share, the rest pixel by pixel.</summary>
    public static (byte[] Data, byte[] Globals) Scan(Picture picture)
    {
        var (upper, lower) = (Part(0, 0, picture.Width, picture.Height / 2), new List<(Picture Symbol, int X, int Y)>());
        for (var y = upper.Height; y < picture.Height; y += 40)
            for (var x = 0; x < picture.Width; x += 40) lower.Add((Part(x, y, Math.Min(40, picture.Width - x), Math.Min(40, picture.Height - y)), x, y));
        var ordered = lower.OrderBy(s => s.Symbol.Height).ToList();
        var symbols = ordered.ConvertAll(s => s.Symbol);
        var encoder = new MqEncoder();
        new TextEncoder(encoder, IdBits(symbols.Count), []).Encode(symbols, ordered.Select((s, i) => new Placed(i, s.X, s.Y)));
        var globals = new Jbig2Writer().Add(0, Symbols(symbols, 0));
        var page = new Jbig2Writer { _number = 1 }.Page(picture.Width, picture.Height)
            .AddRegion(38, upper, Generic(upper, 0, true))
            .AddRegion(6, picture, [.. U16(1 << 4), .. U32(symbols.Count), .. encoder.Finish()], referred: [0]);
        return (page.Bytes, globals.Bytes);

        Picture Part(int left, int top, int width, int height)
        {
            var part = new Picture(width, height);
            part.Draw(picture, -left, -top, (_, pixel) => pixel);
            return part;
        }
    }

    public static int IdBits(int symbols) => (int)Math.Ceiling(Math.Log2(symbols));

    /// <summary>A file whose page is a scan.</summary>
    public static MiniPdf Pdf()
    {
        var (data, globals) = Scan(Picture.OfBits(ScannedPage.Bits, ScannedPage.Columns, ScannedPage.Rows));
        var pdf = ScannedPage.Pdf("/BitsPerComponent 1 /ColorSpace /DeviceGray /Filter /JBIG2Decode /DecodeParms << /JBIG2Globals 6 0 R >>", data);
        pdf.AddStream("", globals);
        return pdf;
    }
}
