using Edify.Rag.Documents.Pdf.Syntax;
using Edify.Rag.Documents.Reading;

namespace Edify.Rag.Documents.Pdf.Catalog;

/// <summary>Reads the outline with the pages it leads to (ISO 32000-2, 12.3.2 and 12.3.3); loops and lies end it early.</summary>
internal sealed class OutlineReader(PdfDictionary? catalog, PageIndex pages)
{
    private const int MaxEntries = 10_000;
    private const int MaxLevel = 32;
    private const int MaxTitle = 500;
    private const int MaxHops = 4;

    public IReadOnlyList<OutlineEntry> Read()
    {
        var entries = new List<OutlineEntry>();
        var seen = new HashSet<int>();
        var pending = new Stack<(PdfObject? Item, int Level)>([(catalog?.Dictionary("Outlines")?.Raw("First"), 1)]);
        for (var items = 0; items < MaxEntries && pending.TryPop(out var next); items++)
        {
            var reference = next.Item as PdfReference;
            if (reference is not null && !seen.Add(reference.Number)) continue;
            if ((reference is null ? next.Item : reference.Resolve()) is not PdfDictionary item) continue;
            if (Title(item) is { Length: > 0 } title) entries.Add(new OutlineEntry(title, next.Level, PageOf(item)));
            pending.Push((item.Raw("Next"), next.Level));
            if (next.Level < MaxLevel) pending.Push((item.Raw("First"), next.Level + 1));
        }

        return entries;
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
                case PdfName name: target = catalog?.Dictionary("Dests")?[name.Value] ?? Named(System.Text.Encoding.Latin1.GetBytes(name.Value)); break;
                case PdfString text: target = Named(text.Bytes) ?? catalog?.Dictionary("Dests")?[System.Text.Encoding.Latin1.GetString(text.Bytes)]; break;
                default: return 0;
            }
        }

        return 0;
    }

    private PdfObject? Named(byte[] name) => NameTree.Find(catalog?.Dictionary("Names")?.Dictionary("Dests"), name);

    // Destinations inside the file name the page's object; some writers give its number, from 0.
    private int PageOf(PdfObject? page) => page switch
    {
        PdfReference reference => pages.NumberOf(reference.Number),
        PdfNumber { Value: >= 0 } number when number.Value < pages.Count => (int)number.Value + 1,
        _ => 0,
    };
}
