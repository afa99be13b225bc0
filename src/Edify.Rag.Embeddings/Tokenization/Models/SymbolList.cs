namespace Edify.Rag.Embeddings.Tokenization.Models;

/// <summary>The symbols of a word while <see cref="BpeModel"/> merges them: its memory.</summary>
internal sealed class SymbolList
{
    private Symbol[] _symbols = new Symbol[64];

    public int Count { get; set; }

    public Span<Symbol> Items => _symbols.AsSpan(0, Count);

    /// <summary>Merges that are due, by rank and then by place; for long words only.</summary>
    public PriorityQueue<int, ulong> Due { get; } = new();

    public void Clear() => Count = 0;

    public void Add(int id, int start, int end)
    {
        if (Count == _symbols.Length) Array.Resize(ref _symbols, 2 * Count);
        _symbols[Count++] = new(id, start, end);
    }

    /// <summary>A token that may still be merged: what it covers, the rank of its merge with the next one, and its neighbours in long words.</summary>
    internal record struct Symbol(int Id, int Start, int End)
    {
        public int Rank;
        public int Merged;
        public int Previous;
        public int Next;
    }
}
