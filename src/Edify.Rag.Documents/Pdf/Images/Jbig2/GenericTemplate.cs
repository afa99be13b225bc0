namespace Edify.Rag.Documents.Pdf.Images.Jbig2;

/// <summary>Which pixels around make the context of the one to be decoded (T.88, 6.2.5.3).</summary>
/// <remarks>
/// With its adaptive pixels where they usually are, a template takes a stretch of each of three rows; a context is these stretches
/// side by side, the row two above first. Adaptive pixels that lie elsewhere take their bits of it.
/// </remarks>
/// <param name="Upper">Pixels two rows above.</param>
/// <param name="UpperAhead">How far right of the pixel they reach.</param>
/// <param name="Middle">Pixels in the row above.</param>
/// <param name="MiddleAhead">How far right of the pixel they reach.</param>
/// <param name="Current">Pixels before the one in its row.</param>
/// <param name="Typical">The context that tells whether a row is like the one above.</param>
/// <param name="Adaptive">The usual places of adaptive pixels, and their bits.</param>
internal sealed record GenericTemplate(int Upper, int UpperAhead, int Middle, int MiddleAhead, int Current, int Typical, (int X, int Y, int Bit)[] Adaptive)
{
    private static readonly GenericTemplate[] All =
    [
        new(5, 2, 7, 3, 4, 0x9B25, [(3, -1, 4), (-3, -1, 10), (2, -2, 11), (-2, -2, 15)]),
        new(4, 2, 6, 3, 3, 0x0795, [(3, -1, 3)]),
        new(3, 1, 5, 2, 2, 0x00E5, [(2, -1, 2)]),
        new(0, 0, 6, 2, 4, 0x0195, [(2, -1, 4)]),
    ];

    public static GenericTemplate Get(int number) => All[number];

    public byte[] NewContexts() => new byte[1 << (Upper + Middle + Current)];

    /// <summary>Where the adaptive pixels usually are.</summary>
    public (int X, int Y)[] UsualPlaces => [.. Adaptive.Select(a => (a.X, a.Y))];

    /// <summary>Reads where the adaptive pixels are.</summary>
    public (int X, int Y)[] ReadPlaces(BitReader reader)
    {
        var places = new (int X, int Y)[Adaptive.Length];
        for (var i = 0; i < places.Length; i++) places[i] = (reader.SignedByte(), reader.SignedByte());
        return places;
    }
}
