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
/// <remarks>A walk that stumbles over bytes yet to be fetched goes on from there when it is called again.</remarks>
internal sealed class PageTree(ObjectStore objects)
{
    private readonly record struct Node(PdfObject? Object, Inherited Attributes);

    private sealed record Inherited(PdfDictionary? Resources, double[]? MediaBox, double[]? CropBox, double? Rotation)
    {
        public static readonly Inherited Nothing = new(null, null, null, null);

        public Inherited With(PdfDictionary node) => new(
            node.Dictionary("Resources") ?? Resources,
            node.Numbers("MediaBox", 4) ?? MediaBox,
            node.Numbers("CropBox", 4) ?? CropBox,
            (node["Rotate"] as PdfNumber)?.Value ?? Rotation);
    }

    private readonly HashSet<object> _seen = [];
    private readonly Stack<Node> _pending = new();
    private bool _isStarted;
    private bool _hasPages;
    private Queue<int>? _strays;

    /// <summary>The next page; <see langword="null"/> after the last.</summary>
    public PdfPage? Next()
    {
        if (!_isStarted) _pending.Push(new Node(objects.Trailer.Dictionary("Root")?.Raw("Pages"), Inherited.Nothing));
        _isStarted = true;
        while (_pending.TryPeek(out var node))
        {
            if (Visit(node) is not { } page) continue;
            _hasPages = true;
            return page;
        }

        return _hasPages ? null : NextStray();
    }

    private PdfPage? Visit(Node node)
    {
        var reference = node.Object as PdfReference;
        // A stream in the place of a page is one whose content is lost.
        var dictionary = PdfDictionary.AsDictionary(reference is null ? node.Object : reference.Resolve());
        if (dictionary is null || _seen.Contains(reference is null ? dictionary : reference.Number))
        {
            _pending.Pop();
            return null;
        }

        var attributes = node.Attributes.With(dictionary);
        var type = dictionary.Name("Type");
        var kids = type == "Page" ? null : dictionary.Array("Kids");
        _pending.Pop();
        _seen.Add(reference is null ? dictionary : reference.Number);
        if (kids is null) return type is "Pages" or "Catalog" ? null : Make(dictionary, attributes);
        for (var i = kids.Count - 1; i >= 0; i--) _pending.Push(new Node(kids.Raw(i), attributes));
        return null;
    }

    private PdfPage? NextStray()
    {
        objects.Scan("the page tree holds no pages");
        _strays ??= new Queue<int>(objects.Numbers);
        while (_strays.TryPeek(out var number))
        {
            var page = objects.Load(number) is PdfDictionary dictionary && dictionary.Name("Type") == "Page" ? Make(dictionary, Inherited.Nothing.With(dictionary)) : null;
            _strays.Dequeue();
            if (page is not null) return page;
            objects.Trim();
        }

        return null;
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
