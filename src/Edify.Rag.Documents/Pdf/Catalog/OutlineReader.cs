using Edify.Rag.Documents.Pdf.Syntax;
using Edify.Rag.Documents.Reading;

namespace Edify.Rag.Documents.Pdf.Catalog;

/// <summary>Reads the outline with the pages it leads to (ISO 32000-2, 12.3.2 and 12.3.3); loops and lies end it early.</summary>
/// <remarks>Reading that stumbles over bytes yet to be fetched goes on from there when it is called again.</remarks>
internal sealed class OutlineReader(PdfFile file, PageIndex pages)
{
    private const int MaxEntries = 10_000;
    private const int MaxLevel = 32;
    private const int MaxTitle = 500;
    private const int MaxHops = 4;
    private const int EntriesBetweenTrims = 200;

    private readonly PdfDictionary? _catalog = file.Catalog;
    private readonly List<OutlineEntry> _entries = [];
    private readonly HashSet<int> _seen = [];
    private readonly Stack<(PdfObject? Item, int Level)> _pending = new();
    private bool _isStarted;
    private int _items;

    public IReadOnlyList<OutlineEntry> Read()
    {
        if (!_isStarted) _pending.Push((_catalog?.Dictionary("Outlines")?.Raw("First"), 1));
        _isStarted = true;
        while (_items < MaxEntries && _pending.TryPeek(out var next))
        {
            Visit(next.Item, next.Level);
            if (++_items % EntriesBetweenTrims == 0) file.Objects.Trim();
        }

        return _entries;
    }

    private void Visit(PdfObject? value, int level)
    {
        var reference = value as PdfReference;
        var isKnown = reference is not null && _seen.Contains(reference.Number);
        var item = isKnown ? null : (reference is null ? value : reference.Resolve()) as PdfDictionary;
        OutlineEntry? entry = item is not null && Title(item) is { Length: > 0 } title ? new OutlineEntry(title, level, PageOf(item)) : null;

        // Nothing is loaded from here on, so that the item counts once.
        _pending.Pop();
        if (item is null) return;
        if (reference is not null) _seen.Add(reference.Number);
        if (entry is { } known) _entries.Add(known);
        _pending.Push((item.Raw("Next"), level));
        if (level < MaxLevel) _pending.Push((item.Raw("First"), level + 1));
    }

    private static string? Title(PdfDictionary item)
    {
        if (item.Bytes("Title") is not { } bytes) return null;
        var title = ElementText.Clean(PdfText.Decode(bytes.AsSpan(0, Math.Min(bytes.Length, 4 * MaxTitle))), keepsLines: false);
        return title.Length > MaxTitle ? title[..(char.IsHighSurrogate(title[MaxTitle - 1]) ? MaxTitle - 1 : MaxTitle)] : title;
    }

    private int PageOf(PdfDictionary item)
    {
        var target = item["Dest"] ?? (item.Dictionary("A") is { } action && action.Name("S") == "GoTo" ? action["D"] : null);
        for (var hop = 0; hop < MaxHops; hop++)
        {
            switch (target)
            {
                case PdfArray { Count: > 0 } place: return PageOf(place.Raw(0));
                case PdfDictionary destination: target = destination["D"]; break;
                case PdfName name: target = _catalog?.Dictionary("Dests")?[name.Value] ?? Named(System.Text.Encoding.Latin1.GetBytes(name.Value)); break;
                case PdfString text: target = Named(text.Bytes) ?? _catalog?.Dictionary("Dests")?[System.Text.Encoding.Latin1.GetString(text.Bytes)]; break;
                default: return 0;
            }
        }

        return 0;
    }

    private PdfObject? Named(byte[] name) => NameTree.Find(_catalog?.Dictionary("Names")?.Dictionary("Dests"), name);

    // Destinations inside the file name the page's object; some writers give its number, from 0.
    private int PageOf(PdfObject? page) => page switch
    {
        PdfReference reference => pages.NumberOf(reference.Number),
        PdfNumber { Value: >= 0 } number when number.Value < pages.Count => (int)number.Value + 1,
        _ => 0,
    };
}
