namespace Edify.Rag.Documents.OpenXml.Drawing;

/// <summary>Puts shapes in the order in which people read them: row by row, each from left to right.</summary>
internal static class ShapeOrder
{
    /// <summary>The shapes in order.</summary>
    /// <param name="shapes">In the order in which they are drawn.</param>
    public static IEnumerable<DrawnShape> Sort(IReadOnlyList<DrawnShape> shapes)
    {
        var left = Placed(shapes).OrderBy(s => s.Place.Y).ThenBy(s => s.Place.X).ToList();
        for (var first = 0; first < left.Count;)
        {
            // What begins beside the upper half of the first shape of a row stands in its row.
            var middle = left[first].Place.Y + (left[first].Place.Height / 2);
            var end = first + 1;
            while (end < left.Count && left[end].Place.Y < middle) end++;
            foreach (var (shape, _) in left[first..end].OrderBy(s => s.Place.X)) yield return shape;
            first = end;
        }
    }

    // A shape that does not say where it lies comes after the one that was drawn before it.
    private static IEnumerable<(DrawnShape Shape, ShapePlace Place)> Placed(IReadOnlyList<DrawnShape> shapes)
    {
        var last = default(ShapePlace);
        foreach (var shape in shapes)
        {
            last = shape.Place ?? last;
            yield return (shape, last);
        }
    }
}
