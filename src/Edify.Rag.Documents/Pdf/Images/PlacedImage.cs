using Edify.Rag.Documents.Pdf.Content;
using Edify.Rag.Documents.Pdf.Syntax;

namespace Edify.Rag.Documents.Pdf.Images;

/// <summary>An image as a page shows it.</summary>
/// <param name="Stream">The image.</param>
/// <param name="Placement">From the unit square to the page.</param>
/// <param name="Share">Share of the page that it covers.</param>
internal readonly record struct PlacedImage(PdfStream Stream, Matrix Placement, double Share)
{
    public int Columns => Size("Width", "W");

    public int Rows => Size("Height", "H");

    /// <summary>Degrees by which it must be turned clockwise to stand as the page shows it: 0, 90, 180 or 270.</summary>
    public int Rotation => ((int)Math.Round(-Math.Atan2(Placement.B, Placement.A) * 2 / Math.PI) * 90 + 360) % 360;

    /// <summary>Dots per inch; 0 when it is shown in no size that says anything.</summary>
    public int Resolution
    {
        get
        {
            var inches = Math.Sqrt(Placement.A * Placement.A + Placement.B * Placement.B) / 72;
            return inches > 0 && Columns / inches is var dots and >= 50 and <= 2400 ? (int)Math.Round(dots) : 0;
        }
    }

    private int Size(string key, string shortKey) => Math.Max(0, Stream.Dictionary.Integer(key, Stream.Dictionary.Integer(shortKey)));
}
