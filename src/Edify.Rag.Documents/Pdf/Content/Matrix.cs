using Edify.Rag.Documents.Pdf.Syntax;

namespace Edify.Rag.Documents.Pdf.Content;

/// <summary>A transformation of the plane (ISO 32000-2, 8.3.3): x' = Ax + Cy + E, y' = Bx + Dy + F.</summary>
internal readonly record struct Matrix(double A, double B, double C, double D, double E, double F)
{
    public static readonly Matrix Identity = new(1, 0, 0, 1, 0, 0);

    public static Matrix Translation(double x, double y) => new(1, 0, 0, 1, x, y);

    /// <summary>The matrix that six numbers make; the identity when they are missing.</summary>
    public static Matrix Of(double[]? m) => m is { Length: >= 6 } ? new Matrix(m[0], m[1], m[2], m[3], m[4], m[5]) : Identity;

    /// <summary>This transformation, then another.</summary>
    public Matrix Then(in Matrix next) => new(
        A * next.A + B * next.C, A * next.B + B * next.D,
        C * next.A + D * next.C, C * next.B + D * next.D,
        E * next.A + F * next.C + next.E, E * next.B + F * next.D + next.F);

    public (double X, double Y) Apply(double x, double y) => (A * x + C * y + E, B * x + D * y + F);

    /// <summary>The upright rectangle around a transformed rectangle.</summary>
    public PdfBox Bounds(double left, double bottom, double right, double top)
    {
        var (x1, y1) = Apply(left, bottom);
        var (x2, y2) = Apply(right, bottom);
        var (x3, y3) = Apply(left, top);
        var (x4, y4) = Apply(right, top);
        var (minX, maxX) = (Math.Min(Math.Min(x1, x2), Math.Min(x3, x4)), Math.Max(Math.Max(x1, x2), Math.Max(x3, x4)));
        var (minY, maxY) = (Math.Min(Math.Min(y1, y2), Math.Min(y3, y4)), Math.Max(Math.Max(y1, y2), Math.Max(y3, y4)));
        return new PdfBox(minX, minY, maxX - minX, maxY - minY);
    }
}
