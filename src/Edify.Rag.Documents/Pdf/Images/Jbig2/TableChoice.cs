namespace Edify.Rag.Documents.Pdf.Images.Jbig2;

/// <summary>Takes Huffman tables as flags name them: standard ones, or those that the file brings, in their order.</summary>
/// <param name="own">The file's.</param>
internal sealed class TableChoice(IEnumerable<HuffmanTable> own)
{
    private const int Own = 3;

    private readonly Queue<HuffmanTable> _own = new(own);

    /// <summary>The table of a field of two bits.</summary>
    /// <param name="choice">The field.</param>
    /// <param name="standard">The numbers of the standard tables that it can name.</param>
    public HuffmanTable Of(int choice, params ReadOnlySpan<int> standard)
    {
        if (choice == Own) return Next();
        return choice < standard.Length ? StandardTables.Get(standard[choice]) : throw new Jbig2Exception("a Huffman table is named that there is not");
    }

    /// <summary>The file's next table.</summary>
    public HuffmanTable Next() => _own.TryDequeue(out var table) ? table : throw new Jbig2Exception("a Huffman table is missing");
}
