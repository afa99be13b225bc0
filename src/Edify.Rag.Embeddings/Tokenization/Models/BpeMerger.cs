using Edify.Rag.Embeddings.Tokenization.Vocabulary;

namespace Edify.Rag.Embeddings.Tokenization.Models;

/// <summary>Merges symbols, the pair of the lowest rank first, and of equal ones the leftmost.</summary>
internal sealed class BpeMerger(MergeTable merges)
{
    // Up to here looking through all pairs each time costs less than a queue.
    private const int LongestScanned = 100;

    public void Merge(SymbolList symbols)
    {
        if (symbols.Count < 2) return;
        if (symbols.Count <= LongestScanned) MergeScanning(symbols);
        else MergeQueueing(symbols);
    }

    private void MergeScanning(SymbolList list)
    {
        var symbols = list.Items;
        for (var i = 0; i + 1 < symbols.Length; i++) symbols[i].Rank = merges.Rank(symbols[i].Id, symbols[i + 1].Id, out symbols[i].Merged);
        symbols[^1].Rank = MergeTable.Never;
        while (true)
        {
            var (best, rank) = (-1, MergeTable.Never);
            for (var i = 0; i + 1 < symbols.Length; i++)
                if (symbols[i].Rank < rank) (best, rank) = (i, symbols[i].Rank);
            if (best < 0) break;

            ref var left = ref symbols[best];
            left.Id = left.Merged;
            left.End = symbols[best + 1].End;
            symbols[(best + 2)..].CopyTo(symbols[(best + 1)..]);
            symbols = symbols[..^1];
            left.Rank = best + 1 < symbols.Length ? merges.Rank(left.Id, symbols[best + 1].Id, out left.Merged) : MergeTable.Never;
            if (best == 0) continue;
            ref var before = ref symbols[best - 1];
            before.Rank = merges.Rank(before.Id, left.Id, out before.Merged);
        }

        list.Count = symbols.Length;
    }

    private void MergeQueueing(SymbolList list)
    {
        var symbols = list.Items;
        var due = list.Due;
        due.Clear();
        for (var i = 0; i < symbols.Length; i++) (symbols[i].Previous, symbols[i].Next) = (i - 1, i + 1 < symbols.Length ? i + 1 : -1);
        for (var i = 0; i < symbols.Length; i++) Enqueue(symbols, i, due);
        while (due.TryDequeue(out var at, out var priority))
        {
            // What was merged since then has another rank, or none.
            ref var left = ref symbols[at];
            if (left.Id < 0 || left.Rank != (int)(priority >> 32)) continue;
            ref var right = ref symbols[left.Next];
            (left.Id, left.End, left.Next) = (left.Merged, right.End, right.Next);
            right.Id = -1;
            if (left.Next >= 0) symbols[left.Next].Previous = at;
            Enqueue(symbols, at, due);
            if (left.Previous >= 0) Enqueue(symbols, left.Previous, due);
        }

        var count = 0;
        for (var i = 0; i >= 0; i = symbols[i].Next) symbols[count++] = symbols[i];
        list.Count = count;
    }

    private void Enqueue(Span<SymbolList.Symbol> symbols, int at, PriorityQueue<int, ulong> due)
    {
        ref var symbol = ref symbols[at];
        symbol.Rank = symbol.Next < 0 ? MergeTable.Never : merges.Rank(symbol.Id, symbols[symbol.Next].Id, out symbol.Merged);
        if (symbol.Rank != MergeTable.Never) due.Enqueue(at, (ulong)symbol.Rank << 32 | (uint)at);
    }
}
