namespace Edify.Rag.Documents.Pdf.Images.Jbig2;

/// <summary>The page that regions are drawn on (T.88, 7.4.8). One of unknown height grows stripe by stripe.</summary>
internal sealed class Jbig2Page
{
    private const uint UnknownHeight = uint.MaxValue;

    private readonly Jbig2Budget _budget;
    private readonly bool _isInked;
    private readonly bool _grows;

    private Jbig2Page(Jbig2Budget budget, long width, long height, bool isInked, bool grows)
    {
        (_budget, _isInked, _grows) = (budget, isInked, grows);
        Bitmap = budget.Bitmap(width, height);
        if (isInked) Bitmap.Fill();
    }

    public Jbig2Bitmap Bitmap { get; private set; }

    /// <param name="reader">The segment.</param>
    /// <param name="rows">Rows that the image has in the file; more are never seen.</param>
    /// <param name="budget">What it may cost.</param>
    public static Jbig2Page Read(BitReader reader, int rows, Jbig2Budget budget)
    {
        var (width, height) = (reader.UInt32(), reader.UInt32());
        reader.Skip(8); // resolution
        var flags = reader.Byte();
        reader.UInt16(); // the largest stripe
        var grows = height == UnknownHeight;
        return new Jbig2Page(budget, width, grows ? rows : height, (flags & 1 << 2) != 0, grows);
    }

    /// <summary>Draws a region.</summary>
    public void Draw(Jbig2Bitmap region, in RegionInfo info)
    {
        if (_grows) GrowTo((long)info.Y + region.Height);
        _budget.Spend((long)region.Stride * region.Height);
        Bitmap.Draw(region, info.X, info.Y, info.Operator);
    }

    /// <summary>The part of the page that a region covers.</summary>
    public Jbig2Bitmap Part(in RegionInfo info)
    {
        var part = _budget.Bitmap(info.Width, info.Height);
        Bitmap.CopyTo(part, info.X, info.Y);
        return part;
    }

    // At least doubled, so that many stripes do not cost more than twice the page.
    private void GrowTo(long rows)
    {
        if (rows <= Bitmap.Height) return;
        var grown = _budget.Bitmap(Bitmap.Width, Math.Max(rows, Math.Min(2L * Bitmap.Height, Jbig2Budget.MaxPixels / Math.Max(1, Bitmap.Width))));
        if (_isInked) grown.Fill();
        grown.Draw(Bitmap, 0, 0, CombinationOperator.Replace);
        Bitmap = grown;
    }
}
