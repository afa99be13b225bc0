using Edify.Rag.Documents.Chunking.Measuring;

namespace Edify.Rag.Documents.Chunking.Cutting;

/// <summary>The row that says what the columns of a table hold.</summary>
internal static class TableHeader
{
    /// <summary>The preface of what begins within an element; empty unless that is a table with more rows than the first.</summary>
    /// <param name="element">The element.</param>
    /// <param name="offset">Where in its text the chunk begins.</param>
    /// <param name="meter">Measures; a row that leaves little room for others is not repeated.</param>
    public static string For(DocumentElement element, int offset, ChunkMeter meter)
    {
        if (element.Kind != ElementKind.Table || offset <= 0) return string.Empty;
        var end = element.Text.IndexOf('\n', StringComparison.Ordinal);
        if (end <= 0 || offset <= end) return string.Empty;
        var header = element.Text.AsSpan(0, end).Trim();
        return meter.IsSmall(header) ? header.ToString() : string.Empty;
    }
}
