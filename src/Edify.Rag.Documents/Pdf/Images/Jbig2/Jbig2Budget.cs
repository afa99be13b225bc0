namespace Edify.Rag.Documents.Pdf.Images.Jbig2;

/// <summary>Bounds what decoding one image may cost, for the sizes in its headers cost nothing to write.</summary>
/// <param name="budget">That of the image: bitmaps count as inflated bytes, and each row looks at the time limit.</param>
internal sealed class Jbig2Budget(PdfBudget budget)
{
    /// <summary>Pixels of one bitmap, which is more than a sheet of A2 at 600 dots per inch.</summary>
    public const long MaxPixels = 100_000_000;

    /// <summary>Symbols of one dictionary, or at hand in one region; a book has ten thousand.</summary>
    public const int MaxSymbols = 1 << 20;

    /// <summary>Segments of an image; a page has a handful, in stripes some hundred.</summary>
    public const int MaxSegments = 1 << 16;

    // Pixels decoded, and others' work as so many of them: four of the largest bitmaps.
    private const long MaxWork = 4 * MaxPixels;
    private const int WorkPerObject = 256;

    private long _work;

    /// <summary>A white bitmap.</summary>
    /// <exception cref="Jbig2Exception">It is too large, or all there are together.</exception>
    public Jbig2Bitmap Bitmap(long width, long height)
    {
        if (width < 0 || height < 0 || width > MaxPixels || height > MaxPixels || width * height > MaxPixels) throw new Jbig2Exception("a bitmap is too large");
        var stride = (width + 7) / 8;
        Spend(stride * 8 * height + WorkPerObject);
        budget.AddInflated(stride * height);
        return new Jbig2Bitmap((int)width, (int)height);
    }

    /// <summary>Counts objects, each of which takes as long as some pixels.</summary>
    public void SpendObjects(long count) => Spend(count * WorkPerObject);

    /// <summary>Counts work, measured in pixels decoded.</summary>
    public void Spend(long pixels)
    {
        if ((_work += pixels) > MaxWork) throw new Jbig2Exception("it asks for too much work");
        budget.Check();
    }

    /// <summary>Observes cancellation, by which the time limit comes.</summary>
    public void Check() => budget.Check();
}
