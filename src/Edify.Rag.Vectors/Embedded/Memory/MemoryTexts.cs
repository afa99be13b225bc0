using Edify.Rag.Shared.Lexical;
using Edify.Rag.Vectors.Lexical;

namespace Edify.Rag.Vectors.Embedded.Memory;

/// <summary>The text index of rows in memory, brought up to date by whoever needs it first. Safe for concurrent use.</summary>
internal sealed class MemoryTexts(TextAnalyzer analyzer)
{
    private readonly MutableLexicalIndex _index = new(analyzer);
    private readonly Lock _indexing = new();
    private int _indexed;

    /// <summary>Indexes the texts of so many rows and shows them, perhaps with rows that came later.</summary>
    public ILexicalSegment Index(VectorRecord[] records, int rowCount)
    {
        if (Volatile.Read(ref _indexed) < rowCount)
        {
            lock (_indexing)
            {
                for (; _indexed < rowCount; Volatile.Write(ref _indexed, _indexed + 1)) _index.Add(_indexed, records[_indexed].Text);
            }
        }

        return _index.Snapshot();
    }
}
