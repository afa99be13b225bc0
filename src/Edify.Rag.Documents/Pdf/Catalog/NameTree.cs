using Edify.Rag.Documents.Pdf.Syntax;

namespace Edify.Rag.Documents.Pdf.Catalog;

/// <summary>Looks up names in a name tree (ISO 32000-2, 7.9.6), loading no more of it than the way down.</summary>
internal static class NameTree
{
    private const int MaxDepth = 32;

    /// <summary>The value of a name; <see langword="null"/> when there is none.</summary>
    public static PdfObject? Find(PdfDictionary? root, ReadOnlySpan<byte> name)
    {
        var node = root;
        for (var depth = 0; node is not null && depth < MaxDepth; depth++)
        {
            if (node.Array("Names") is { } entries) return FindIn(entries, name);
            node = node.Array("Kids") is { } kids ? ChildFor(kids, name) : null;
        }

        return null;
    }

    private static PdfObject? FindIn(PdfArray entries, ReadOnlySpan<byte> name)
    {
        for (var i = 0; i + 1 < entries.Count; i += 2)
            if (entries[i] is PdfString key && name.SequenceEqual(key.Bytes)) return entries[i + 1];
        return null;
    }

    private static PdfDictionary? ChildFor(PdfArray kids, ReadOnlySpan<byte> name)
    {
        int low = 0, high = kids.Count - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var kid = PdfDictionary.AsDictionary(kids[middle]);
            if (kid?.Array("Limits") is not { Count: >= 2 } limits || limits[0] is not PdfString first || limits[1] is not PdfString last)
                return kids.Count == 1 ? kid : null;
            if (name.SequenceCompareTo(first.Bytes) < 0) high = middle - 1;
            else if (name.SequenceCompareTo(last.Bytes) > 0) low = middle + 1;
            else return kid;
        }

        return null;
    }
}
