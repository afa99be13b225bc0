using Edify.Rag.Documents.Pdf.Syntax;

namespace Edify.Rag.Documents.Pdf.Catalog;

/// <summary>Looks up numbers in a number tree (ISO 32000-2, 7.9.7), loading no more of it than the way down.</summary>
internal static class NumberTree
{
    private const int MaxDepth = 32;
    private const int MaxEntries = 10_000;
    private const int MaxUnsorted = 4096;

    /// <summary>The value of a key as it stands in the file, a reference unresolved; <see langword="null"/> when there is none.</summary>
    public static PdfObject? Find(PdfDictionary? root, int key)
    {
        var node = root;
        for (var depth = 0; node is not null && depth < MaxDepth; depth++)
        {
            if (node.Array("Nums") is { } entries) return FindIn(entries, key);
            node = node.Array("Kids") is { } kids ? ChildFor(kids, key) : null;
        }

        return null;
    }

    /// <summary>The first entries, in the order they stand in.</summary>
    public static List<(int Key, PdfObject? Value)> First(PdfDictionary? root)
    {
        var entries = new List<(int, PdfObject?)>();
        var pending = new Stack<(PdfDictionary? Node, int Depth)>([(root, 0)]);
        for (var nodes = 0; entries.Count < MaxEntries && nodes < MaxEntries && pending.TryPop(out var next); nodes++)
        {
            if (next.Node is null || next.Depth > MaxDepth) continue;
            for (var i = 0; next.Node.Array("Nums") is { } own && i + 1 < own.Count && entries.Count < MaxEntries; i += 2)
                entries.Add(((int)own.Number(i, -1), own[i + 1]));
            var kids = next.Node.Array("Kids");
            for (var i = Math.Min(kids?.Count ?? 0, MaxEntries) - 1; i >= 0; i--) pending.Push((PdfDictionary.AsDictionary(kids![i]), next.Depth + 1));
        }

        return entries;
    }

    private static PdfObject? FindIn(PdfArray entries, int key)
    {
        int low = 0, high = entries.Count / 2 - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var found = entries.Number(2 * middle, -1);
            if (found == key) return entries.Raw(2 * middle + 1);
            if (found < key) low = middle + 1;
            else high = middle - 1;
        }

        // Writers forget to sort.
        for (var i = 0; entries.Count <= MaxUnsorted && i + 1 < entries.Count; i += 2)
            if (entries.Number(i, -1) == key) return entries.Raw(i + 1);
        return null;
    }

    private static PdfDictionary? ChildFor(PdfArray kids, int key)
    {
        int low = 0, high = kids.Count - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var kid = PdfDictionary.AsDictionary(kids[middle]);
            if (kid?.Numbers("Limits", 2) is not { } limits) return kids.Count == 1 ? kid : null;
            if (key < limits[0]) high = middle - 1;
            else if (key > limits[1]) low = middle + 1;
            else return kid;
        }

        return null;
    }
}
