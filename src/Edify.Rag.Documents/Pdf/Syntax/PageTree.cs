namespace Edify.Rag.Documents.Pdf.Syntax;

/// <summary>A page with what it inherits from the nodes above it (ISO 32000-2, 7.7.3).</summary>
/// <param name="Dictionary">The page itself.</param>
/// <param name="Resources">Its resources.</param>
/// <param name="Box">Its visible area: crop box, else media box, else US Letter.</param>
/// <param name="Rotation">0, 90, 180 or 270 degrees, clockwise.</param>
internal sealed record PdfPage(PdfDictionary Dictionary, PdfDictionary? Resources, PdfBox Box, int Rotation);

/// <summary>A rectangle in default user space.</summary>
internal readonly record struct PdfBox(double Left, double Bottom, double Width, double Height);

/// <summary>Walks the page tree; a tree that loops or lies ends early, one without pages gives way to a search for page objects.</summary>
internal sealed class PageTree(ObjectStore objects)
{
    private const int MaxDepth = 64;

    private readonly record struct Node(PdfObject? Object, int Depth, Inherited Attributes);

    private sealed record Inherited(PdfDictionary? Resources, double[]? MediaBox, double[]? CropBox, double? Rotation)
    {
        public static readonly Inherited Nothing = new(null, null, null, null);

        public Inherited With(PdfDictionary node) => new(
            node.Dictionary("Resources") ?? Resources,
            node.Numbers("MediaBox", 4) ?? MediaBox,
            node.Numbers("CropBox", 4) ?? CropBox,
            (node["Rotate"] as PdfNumber)?.Value ?? Rotation);
    }

    public IEnumerable<PdfPage> Pages()
    {
        var count = 0;
        foreach (var page in Walk())
        {
            count++;
            yield return page;
        }

        if (count > 0) yield break;
        objects.Scan("the page tree holds no pages");
        foreach (var number in objects.Numbers.Order().ToArray())
            if (objects.Load(number) is PdfDictionary page && page.Name("Type") == "Page") yield return Make(page, Inherited.Nothing.With(page));
    }

    private IEnumerable<PdfPage> Walk()
    {
        var seen = new HashSet<object>();
        var pending = new Stack<Node>();
        pending.Push(new Node(objects.Trailer.Dictionary("Root")?.Raw("Pages"), 0, Inherited.Nothing));
        while (pending.TryPop(out var node))
        {
            var reference = node.Object as PdfReference;
            var value = reference is null ? node.Object : reference.Resolve();
            if (value is not PdfDictionary dictionary || node.Depth > MaxDepth) continue;
            if (!seen.Add(reference is null ? dictionary : reference.Number)) continue;

            var attributes = node.Attributes.With(dictionary);
            if (dictionary.Name("Type") == "Page" || dictionary.Array("Kids") is not { } kids)
            {
                if (dictionary.Name("Type") is not ("Pages" or "Catalog")) yield return Make(dictionary, attributes);
                continue;
            }

            for (var i = kids.Count - 1; i >= 0; i--) pending.Push(new Node(kids.Raw(i), node.Depth + 1, attributes));
        }
    }

    private static PdfPage Make(PdfDictionary page, Inherited attributes)
    {
        var media = ToBox(attributes.MediaBox) ?? new PdfBox(0, 0, 612, 792);
        var rotation = (int)Math.Round((attributes.Rotation ?? 0) / 90) * 90 % 360;
        return new PdfPage(page, attributes.Resources, ToBox(attributes.CropBox) ?? media, (rotation + 360) % 360);
    }

    private static PdfBox? ToBox(double[]? corners)
    {
        if (corners is not [var x1, var y1, var x2, var y2, ..]) return null;
        var box = new PdfBox(Math.Min(x1, x2), Math.Min(y1, y2), Math.Abs(x2 - x1), Math.Abs(y2 - y1));
        return box is { Width: > 0, Height: > 0 } ? box : null;
    }
}
