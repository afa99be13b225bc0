namespace Edify.Rag.Documents.Pdf.Syntax;

/// <summary>An array; its indexer resolves references.</summary>
internal sealed class PdfArray(List<PdfObject?> items) : PdfObject
{
    public int Count => items.Count;

    public PdfObject? this[int index] => items[index] is PdfReference reference ? reference.Resolve() : items[index];

    /// <summary>The item as it stands in the file, references unresolved.</summary>
    public PdfObject? Raw(int index) => items[index];

    public double Number(int index, double fallback = 0) => index < Count && this[index] is PdfNumber n ? n.Value : fallback;

    /// <summary>All items as numbers, 0 where one is none.</summary>
    public double[] ToNumbers()
    {
        var numbers = new double[Count];
        for (var i = 0; i < numbers.Length; i++) numbers[i] = Number(i);
        return numbers;
    }
}
