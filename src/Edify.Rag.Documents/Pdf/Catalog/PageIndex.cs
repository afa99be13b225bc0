using Edify.Rag.Documents.Pdf.Syntax;

namespace Edify.Rag.Documents.Pdf.Catalog;

/// <summary>Which object is which page, found without loading the pages where the page tree tells enough.</summary>
internal sealed class PageIndex
{
    private const int MaxDepth = 64;
    private const int MaxLoaded = 100_000;
    private const int LoadedBetweenTrims = 1000;
    private const int MaxPages = 1 << 22;

    private readonly Dictionary<int, int> _numbers = [];
    private readonly ObjectStore _objects;
    private int _loaded;

    public PageIndex(ObjectStore objects)
    {
        _objects = objects;
        var root = objects.Trailer.Dictionary("Root")?.Dictionary("Pages");
        Walk(root);
        if (_loaded < MaxLoaded || root?.Integer("Count") is not (> 0 and < MaxPages)) return;
        Count = Math.Max(Count, root.Integer("Count"));
    }

    /// <summary>Number of pages.</summary>
    public int Count { get; private set; }

    /// <summary>Number of the page that an object is, from 1; 0 when it is none.</summary>
    public int NumberOf(int objectNumber) => _numbers.GetValueOrDefault(objectNumber);

    private void Walk(PdfDictionary? root)
    {
        var seen = new HashSet<int>();
        var pending = new Stack<(PdfObject? Node, int Depth)>([(root, 0)]);
        while (Count < MaxPages && _loaded < MaxLoaded && pending.TryPop(out var next))
        {
            var number = (next.Node as PdfReference)?.Number ?? 0;
            if (number > 0 && !seen.Add(number) || next.Depth > MaxDepth || Load(next.Node) is not { } node) continue;
            if (node.Array("Kids") is not { } kids || node.Name("Type") == "Page")
            {
                if (node.Name("Type") is not ("Pages" or "Catalog")) AddPage(number);
            }
            else if (HoldsPagesOnly(node, kids))
            {
                for (var i = 0; i < kids.Count && Count < MaxPages; i++) AddPage((kids.Raw(i) as PdfReference)?.Number ?? 0);
            }
            else
            {
                for (var i = kids.Count - 1; i >= 0; i--) pending.Push((kids.Raw(i), next.Depth + 1));
            }
        }
    }

    private void AddPage(int number)
    {
        Count++;
        if (number > 0) _numbers.TryAdd(number, Count);
    }

    // As many pages below it as kids: each is a page, as the first and the last show.
    private bool HoldsPagesOnly(PdfDictionary node, PdfArray kids) =>
        kids.Count > 2 && node.Integer("Count") == kids.Count && IsPage(kids.Raw(0)) && IsPage(kids.Raw(kids.Count - 1));

    private bool IsPage(PdfObject? kid) => kid is PdfReference && Load(kid) is { } page && page.Name("Type") == "Page" && !page.Contains("Kids");

    private PdfDictionary? Load(PdfObject? node)
    {
        if (++_loaded % LoadedBetweenTrims == 0) _objects.Trim();
        return (node is PdfReference reference ? reference.Resolve() : node) as PdfDictionary;
    }
}
