using System.Text;
using Edify.Rag.Documents.Pdf.Syntax;
using Edify.Rag.Documents.Reading;

namespace Edify.Rag.Documents.Pdf.Catalog;

/// <summary>Reads the outline with the pages it leads to (ISO 32000-2, 12.3.2 and 12.3.3); loops and lies end it early.</summary>
/// <remarks>Reading that stumbles over bytes yet to be fetched goes on from there when it is called again.</remarks>
internal sealed class OutlineReader(PdfFile file, PageIndex pages, OptionalParts parts)
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
    private bool _hasLostNames;
    private int _items;

    /// <summary>What was read so far.</summary>
    public IReadOnlyList<OutlineEntry> Entries => _entries;

    public IReadOnlyList<OutlineEntry> Read()
    {
        if (!_isStarted) _pending.Push((parts.Dictionary(_catalog, "Outlines", "outline")?.Raw("First"), 1));
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
                case PdfName name: target = Find(() => OldNamed(name.Value) ?? Named(Encoding.Latin1.GetBytes(name.Value))); break;
                case PdfString text: target = Find(() => Named(text.Bytes) ?? OldNamed(Encoding.Latin1.GetString(text.Bytes))); break;
                default: return 0;
            }
        }

        return 0;
    }

    // Entries whose destination is lost are entries still. What is damaged is not tried again for each of them.
    private PdfObject? Find(Func<PdfObject?> find)
    {
        if (_hasLostNames) return null;
        try
        {
            return find();
        }
        catch (Exception e) when (ReadSession.IsOfParsing(e))
        {
            _hasLostNames = true;
            parts.ReportLastingLoss("list of named destinations");
            return null;
        }
    }

    private PdfObject? OldNamed(string name) => _catalog?.Dictionary("Dests")?[name];

    private PdfObject? Named(byte[] name) => NameTree.Find(_catalog?.Dictionary("Names")?.Dictionary("Dests"), name);

    // Destinations inside the file name the page's object; some writers give its number, from 0.
    private int PageOf(PdfObject? page) => page switch
    {
        PdfReference reference => pages.NumberOf(reference.Number),
        PdfNumber { Value: >= 0 } number when number.Value < pages.Count => (int)number.Value + 1,
        _ => 0,
    };
}
