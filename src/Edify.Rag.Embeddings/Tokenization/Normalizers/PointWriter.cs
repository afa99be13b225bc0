using Edify.Rag.Embeddings.Tokenization.Text;
using Edify.Rag.Embeddings.Tokenization.Unicode;

namespace Edify.Rag.Embeddings.Tokenization.Normalizers;

/// <summary>Puts decomposed code points into canonical order, composes them if asked to, and writes them.</summary>
internal ref struct PointWriter(AlignedText text, PendingPoints marks, PendingPoints blocked, bool composes)
{
    // The starter that marks may still be composed with.
    private (int Point, int Change)? _starter;
    private byte _lastOrder;

    /// <summary>Takes what one code point of the text decomposes to.</summary>
    public void Write(scoped ReadOnlySpan<int> parts)
    {
        for (var i = 0; i < parts.Length; i++)
        {
            var order = UnicodeTables.Orders[parts[i]];
            if (order == 0) Flush();
            if (order > 0) marks.Add(parts[i], i > 0 ? 1 : 0, order);
            else Take(parts[i], i > 0 ? 1 : 0, 0);
        }
    }

    public void Finish()
    {
        Flush();
        PutStarter();
    }

    private void Flush()
    {
        if (marks.Count == 0) return;
        marks.Sort();
        for (var i = 0; i < marks.Count; i++) Take(marks[i].Point, marks[i].Change, marks[i].Order);
        marks.Clear();
    }

    private void Take(int point, int change, byte order)
    {
        if (!composes)
        {
            text.Write(point, change);
            return;
        }

        if (_starter is not { } starter)
        {
            if (order == 0) _starter = (point, change);
            else text.Write(point, change);
            return;
        }

        // A mark is kept from the starter by one of its own class, and a starter by any mark.
        var isBlocked = blocked.Count > 0 && _lastOrder >= order;
        if (!isBlocked && Composition(starter.Point, point) is var composed and >= 0)
        {
            _starter = (composed, starter.Change + change - 1);
            return;
        }

        if (order == 0)
        {
            PutStarter();
            _starter = (point, change);
            return;
        }

        blocked.Add(point, change, order);
        _lastOrder = order;
    }

    private void PutStarter()
    {
        if (_starter is not { } starter) return;
        text.Write(starter.Point, starter.Change);
        for (var i = 0; i < blocked.Count; i++) text.Write(blocked[i].Point, blocked[i].Change);
        blocked.Clear();
        _starter = null;
    }

    private static int Composition(int first, int second)
    {
        var syllable = Hangul.Compose(first, second);
        if (syllable >= 0) return syllable;
        return UnicodeTables.Compositions.TryGetValue((ulong)first << 32 | (uint)second, out var composed) ? composed : -1;
    }
}
