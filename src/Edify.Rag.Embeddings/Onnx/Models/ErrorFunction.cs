namespace Edify.Rag.Embeddings.Onnx;

/// <summary>The error function of Gauss.</summary>
internal static class ErrorFunction
{
    private const double SeriesUpTo = 3;

    /// <summary>erf(x), to about 1e-13: by its series near 0 and by a continued fraction beyond (Abramowitz and Stegun, 7.1.5 and 7.1.14).</summary>
    public static double Of(double x)
    {
        var distance = Math.Abs(x);
        var value = distance < SeriesUpTo ? Series(distance) : 1 - Complement(distance);
        return x < 0 ? -value : value;
    }

    private static double Series(double x)
    {
        var (term, sum) = (x, x);
        for (var n = 1; Math.Abs(term) > 1e-17 * Math.Abs(sum) && n < 200; n++)
        {
            term *= -x * x / n;
            sum += term / ((2 * n) + 1);
        }

        return sum * 2 / Math.Sqrt(Math.PI);
    }

    private static double Complement(double x)
    {
        const int depth = 60;
        var fraction = x;
        for (var n = depth; n > 0; n--) fraction = x + (n / 2.0 / fraction);
        return Math.Exp(-x * x) / (Math.Sqrt(Math.PI) * fraction);
    }
}
