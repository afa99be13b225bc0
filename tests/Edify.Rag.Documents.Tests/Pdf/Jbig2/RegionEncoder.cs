namespace Edify.Rag.Documents.Tests.Pdf.Jbig2;

/// <summary>Encodes bitmaps, each pixel's surroundings looked up one by one.</summary>
internal static class RegionEncoder
{
    // The pixels of each template's context as the figures of T.88, 6.2.5.3, number them, the uppermost bit first; adaptive ones as 100 and their number.
    private static readonly (int X, int Y)[][] Templates =
    [
        [(100, 3), (-1, -2), (0, -2), (1, -2), (100, 2), (100, 1), (-2, -1), (-1, -1), (0, -1), (1, -1), (2, -1), (100, 0), (-4, 0), (-3, 0), (-2, 0), (-1, 0)],
        [(-1, -2), (0, -2), (1, -2), (2, -2), (-2, -1), (-1, -1), (0, -1), (1, -1), (2, -1), (100, 0), (-3, 0), (-2, 0), (-1, 0)],
        [(-1, -2), (0, -2), (1, -2), (-2, -1), (-1, -1), (0, -1), (1, -1), (100, 0), (-2, 0), (-1, 0)],
        [(-3, -1), (-2, -1), (-1, -1), (0, -1), (1, -1), (100, 0), (-4, 0), (-3, 0), (-2, 0), (-1, 0)],
    ];

    private static readonly int[] Typical = [0x9B25, 0x0795, 0x00E5, 0x0195];

    public static readonly (int X, int Y)[][] UsualPlaces = [[(3, -1), (-3, -1), (2, -2), (-2, -2)], [(3, -1)], [(2, -1)], [(2, -1)]];

    public static byte[] NewContexts() => new byte[1 << 16];

    public static void Generic(MqEncoder encoder, byte[] contexts, Picture picture, int template, (int X, int Y)[] places, bool hasTypicalRows = false, Picture? skipped = null)
    {
        var wasTypical = 0;
        for (var y = 0; y < picture.Height; y++)
        {
            if (hasTypicalRows)
            {
                var isTypical = Enumerable.Range(0, picture.Width).All(x => picture[x, y] == picture[x, y - 1]) ? 1 : 0;
                encoder.Encode(contexts, Typical[template], isTypical ^ wasTypical);
                wasTypical = isTypical;
                if (isTypical == 1) continue;
            }

            for (var x = 0; x < picture.Width; x++)
            {
                if (skipped?[x, y] == 1) continue;
                var context = 0;
                foreach (var (dx, dy) in Templates[template].Select(p => p.X == 100 ? places[p.Y] : p)) context = context << 1 | picture[x + dx, y + dy];
                encoder.Encode(contexts, context, picture[x, y]);
            }
        }
    }

    public static void Refinement(MqEncoder encoder, byte[] contexts, Picture picture, Picture reference, int dx, int dy, int template, (int X, int Y)[] places, bool hasTypicalRows = false)
    {
        // The new bitmap's pixels first, then the old one's.
        (int X, int Y)[] own = template == 0 ? [(0, -1), (1, -1), (-1, 0), places[0]] : [(-1, -1), (0, -1), (1, -1), (-1, 0)];
        (int X, int Y)[] other = template == 0
            ? [(0, -1), (1, -1), (-1, 0), (0, 0), (1, 0), (-1, 1), (0, 1), (1, 1), places[1]]
            : [(0, -1), (-1, 0), (0, 0), (1, 0), (0, 1), (1, 1)];
        var typical = 1 << (other.Length - 1 - Array.IndexOf(other, (0, 0)));
        var wasTypical = 0;
        for (var y = 0; y < picture.Height; y++)
        {
            if (hasTypicalRows)
            {
                var isTypical = Enumerable.Range(0, picture.Width).All(x => Even(x, y) is not { } even || even == picture[x, y]) ? 1 : 0;
                encoder.Encode(contexts, typical, isTypical ^ wasTypical);
                wasTypical = isTypical;
            }

            for (var x = 0; x < picture.Width; x++)
            {
                if (wasTypical == 1 && Even(x, y) is not null) continue;
                var context = 0;
                foreach (var (px, py) in own) context = context << 1 | picture[x + px, y + py];
                foreach (var (px, py) in other) context = context << 1 | reference[x - dx + px, y - dy + py];
                encoder.Encode(contexts, context, picture[x, y]);
            }
        }

        int? Even(int x, int y)
        {
            var sum = Enumerable.Range(0, 9).Sum(i => reference[x - dx + i % 3 - 1, y - dy + i / 3 - 1]);
            return sum switch { 0 => 0, 9 => 1, _ => null };
        }
    }
}
