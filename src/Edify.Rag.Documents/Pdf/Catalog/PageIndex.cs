using Edify.Rag.Documents.Pdf.Syntax;

namespace Edify.Rag.Documents.Pdf.Catalog;

/// <summary>Which object is which page, found without loading the pages where the page tree tells enough.</summary>
internal sealed class PageIndex(ObjectStore objects)
{
    private const int MaxDepth = 64;
    private const int MaxLoaded = 100_000;
    private const int LoadedBetweenTrims = 1000;
    private const int LoadedForKids = 2;
    private const int MaxPages = 1 << 22;

    private readonly Dictionary<int, int> _numbers = [];
    private readonly HashSet<int> _seen = [];
    private readonly Stack<(PdfObject? Node, int Depth)> _pending = new();
    private bool _isStarted;
    private int _loaded;
    private int _trimmedAt;

    /// <summary>Number of pages.</summary>
    public int Count { get; private set; }

    /// <summary>Number of the page that an object is, from 1; 0 when it is none.</summary>
    public int NumberOf(int objectNumber) => _numbers.GetValueOrDefault(objectNumber);

    /// <summary>Walks the page tree to its end; a walk that stumbles over bytes yet to be fetched goes on from there when it is called again.</summary>
    public PageIndex Complete()
    {
        var root = objects.Trailer.Dictionary("Root")?.Dictionary("Pages");
        if (!_isStarted) _pending.Push((root, 0));
        _isStarted = true;
        while (Count < MaxPages && _loaded < MaxLoaded && _pending.TryPeek(out var next)) Visit(next.Node, next.Depth);
        if (_loaded >= MaxLoaded && root?.Integer("Count") is > 0 and < MaxPages) Count = Math.Max(Count, root.Integer("Count"));
        return this;
    }

    private void Visit(PdfObject? value, int depth)
    {
        var number = (value as PdfReference)?.Number ?? 0;
        var node = number > 0 && _seen.Contains(number) || depth > MaxDepth ? null : (value is PdfReference reference ? reference.Resolve() : value) as PdfDictionary;
        var type = node?.Name("Type");
        var kids = type == "Page" ? null : node?.Array("Kids");
        var holdsPagesOnly = kids is not null && HoldsPagesOnly(node!, kids);

        // Nothing is loaded from here on, so that the node counts once.
        _pending.Pop();
        if (number > 0) _seen.Add(number);
        if (kids is null)
        {
            if (node is not null && type is not ("Pages" or "Catalog")) AddPage(number);
        }
        else if (holdsPagesOnly)
        {
            for (var i = 0; i < kids.Count && Count < MaxPages; i++) AddPage((kids.Raw(i) as PdfReference)?.Number ?? 0);
        }
        else
        {
            for (var i = kids.Count - 1; i >= 0; i--) _pending.Push((kids.Raw(i), depth + 1));
        }

        _loaded += kids is null ? 1 : 1 + LoadedForKids;
        if (_loaded - _trimmedAt < LoadedBetweenTrims) return;
        objects.Trim();
        _trimmedAt = _loaded;
    }

    private void AddPage(int number)
    {
        Count++;
        if (number > 0) _numbers.TryAdd(number, Count);
    }

    // As many pages below it as kids: each is a page, as the first and the last show.
    private static bool HoldsPagesOnly(PdfDictionary node, PdfArray kids) =>
        kids.Count > 2 && node.Integer("Count") == kids.Count && IsPage(kids.Raw(0)) && IsPage(kids.Raw(kids.Count - 1));

    private static bool IsPage(PdfObject? kid) => (kid as PdfReference)?.Resolve() is PdfDictionary page && page.Name("Type") == "Page" && !page.Contains("Kids");
}
